// Written by scripts/build-names-table.mjs. Dated observations from public material: names, ids and dates only.

/** Identifies the table of names that {@link identify} reads. */
export const namesTable: {
  /** `sha256:` and the SHA-256 of the table. */
  readonly digest: string;
  /** Of the newest list that the table was made of: `YYYY-MM-DD`. */
  readonly date: string;
  /** The public repositories in which those lists were read: `owner/name`. */
  readonly sources: readonly string[];
} = {
  digest: 'sha256:7aa809c4d4c0d7a4e92bfb3bde729aaa8bb6366cee17ab018a2684921e1a23a3',
  date: '2026-09-02',
  sources: [
    'AgentOps-AI/tokencost',
    'Heratiki/locallama-mcp',
    'LiveBench/LiveBench',
    'Martoxdlol/t5-chat',
    'Merlinvt/litellm',
    'PinkElf-Elysia/ModelMirror',
    'Portkey-AI/models',
    'RoCry/llm-api-price',
    'ShishirPatil/gorilla',
    'Xiechengqi/openrouter-free-api',
    'allenai/reward-bench',
    'anomalyco/models.dev',
    'charmbracelet/catwalk',
    'crmne/ruby_llm',
    'enricoros/big-AGI',
    'fstandhartinger/model-market-comparison',
    'irisblue-leo/or',
    'langfuse/langfuse',
    'lightnesscaster/Chess-LLM-Benchmark',
    'lm-sys/FastChat',
    'madviking/pydantic-llm-tester',
    'open-compass/opencompass',
    'penniey/aifficiency',
    'pydantic/genai-prices',
    'rafaeljuniorvip/jsons_openrouter',
    'rvion/CushyStudio',
    'sinkers/aiscanner',
    'skissue/gptel-openrouter-models',
    'stanford-crfm/helm',
    'startvibecoding/mothx',
    'targoninc/botanika-web',
    'tatsu-lab/alpaca_eval',
    'tluyben/model-fetcher',
    'tryAGI/LangChain',
    'tryAGI/LangChain.Providers',
    'wikiarena/wikiarena',
    'yardimli/booktranslatezone',
  ],
};

export const namesText = `anthropic/claude-2 anthropic/claude-instant-1 cohere/command cohere/command-r cohere/command-r-plus deepseek/deepseek-chat deepseek/deepseek-coder google/gemini-pro google/gemini-pro-vision mistralai/devstral-small mistralai/mistral-large mistralai/mistral-medium mistralai/mistral-small mistralai/mistral-tiny moonshotai/kimi-k2 openai/chatgpt-4o-latest openai/gpt-3.5-turbo openai/gpt-4 openai/gpt-4-32k openai/gpt-4-turbo-preview openai/gpt-4-vision-preview openai/gpt-4o openai/gpt-4o-audio-preview openai/gpt-audio-mini qwen/qwen-max qwen/qwen-plus qwen/qwen-turbo qwen/qwen-vl-max qwen/qwen-vl-plus x-ai/grok-beta

01-ai aetherwiing agentica-org ai21 aion-labs alfredpros alibaba all-hands allenai alpindale amazon anthracite-org anthropic arcee-ai arliai austism baai baidu bigcode black-forest-labs bytedance bytedance-research bytedance-seed canopylabs codellama cognitivecomputations cohere databricks deepcogito deepgram deepseek dots-studio eleutherai essentialai eva-unit-01 featherless fireworks fish-audio google gryphe haotian-liu hexgrad heygen huggingfaceh4 ibm-granite inception inclusionai infermatic inflatebot inflection intel intfloat jebcarter jetmoe jondurbin koboldai krea kwaipilot kwaivgi latitudegames liquid liuhaotian lizpreciatior lynn mancer mattshumer meituan meta meta-llama microsoft migtissera minimax mistral mistralai moonshotai morph neversleep nex-agi nothingiisreal nousresearch nvidia open-orca open-r1 openai openchat opengvlab openrouter perceptron perplexity phind poolside prime-intellect pygmalionai qwen raifle recraft recursal reka rekaai relace runway rwkv sakana sao10k sarvamai scb10x sentence-transformers sentientagi sesame shisa-ai snowflake sophosympatheia sourceful stealth steelskull stepfun stepfun-ai switchpoint teknium tencent thedrummer thenlper thinkingmachines thudm tngtech togethercomputer tokyotech-llm undi95 upstage voyageai writer x-ai xiaomi xwin-lm z-ai zyphra

01-ai=01-ai aetherwiing=aetherwiing agentica-org=agentica-org ai21=ai21 ai21labs=ai21 alfredpros=alfredpros all-hands=all-hands allenai=allenai alpindale=alpindale amazon=amazon anthracite-org=anthracite-org anthropic=anthropic arcee-ai=arcee-ai arliai=arliai baidu=baidu bigcode=bigcode bytedance-seed=bytedance cognitivecomputations=cognitivecomputations cohere=cohere cohereforai=cohere coherelabs=cohere databricks=databricks deepcogito=deepcogito deepseek=deepseek deepseek-ai=deepseek eleutherai=eleutherai essentialai=essentialai eva-unit-01=eva-unit-01 featherless-ai=featherless google=google gryphe=gryphe haotian-liu=haotian-liu huggingfaceh4=huggingfaceh4 ibm=ibm-granite ibm-granite=ibm-granite inception=inception inclusionai=inclusionai infermatic=infermatic intel=intel jondurbin=jondurbin kwaipilot=kwaipilot liquidai=liquid liuhaotian=liuhaotian lizpreciatior=lizpreciatior meituan=meituan meituan-longcat=meituan meta-llama=meta-llama microsoft=microsoft minimax=minimax minimaxai=minimax mistral=mistralai mistral-ai=mistralai mistralai=mistralai moonshot=moonshotai moonshotai=moonshotai morph=morph neversleep=neversleep nex-agi=nex-agi nothingiisreal=nothingiisreal nousresearch=nousresearch nvidia=nvidia open-orca=open-orca open-r1=open-r1 openai=openai openchat=openchat opengvlab=opengvlab perplexity=perplexity perplexity-ai=perplexity phind=phind poolside=poolside primeintellect=prime-intellect pygmalionai=pygmalionai qwen=qwen raifle=raifle rekaai=rekaai sao10k=sao10k sarvamai=sarvamai scb10x=scb10x sentientagi=sentientagi shisa-ai=shisa-ai snowflake=snowflake sophosympatheia=sophosympatheia stepfun=stepfun stepfun-ai=stepfun teknium=teknium tencent=tencent thedrummer=thedrummer thinkingmachines=thinkingmachines thudm=thudm tngtech=tngtech togethercomputer=togethercomputer undi95=undi95 upstage=upstage writer=writer x-ai=x-ai xai=x-ai xiaomi=xiaomi xiaomimimo=xiaomi z-ai=z-ai zai=z-ai zai-org=z-ai xai-org=x-ai reka=rekaai google-deepmind=google google-t5=google google-bert=google openai-community=openai moonshot-ai=moonshotai zhipuai=z-ai zhipu=z-ai zhipu-ai=z-ai z.ai=z-ai tencent-hunyuan=tencent liquid-ai=liquid cohere-ai=cohere ai21-labs=ai21 minimax-ai=minimax xiaomi-mimo=xiaomi nous=nousresearch arcee=arcee-ai ibm-research=ibm-granite amazon-nova=amazon deepseekai=deepseek mistral_ai=mistralai meta=meta-llama,meta alibaba=qwen,alibaba

mistralai,mistral thudm,z-ai rekaai,reka stepfun,stepfun-ai liuhaotian,haotian-liu meta-llama,codellama bytedance,bytedance-seed,bytedance-research

thebloke bartowski unsloth lmstudio-community mlx-community mradermacher hugging-quants neuralmagic redhatai nm-testing ista-daslab casperhansen second-state quantfactory maziyarpanahi klusterai llm-research mozilla turboderp lonestriker amead10 bullerwins cyankiwi quanttrio

aiml aimlapi amazon_nova anthropic_vertex anyscale aws aws_bedrock azure azure-openai azure_ai azure_openai azure_text baseten bedrock bedrock_converse bedrock_mantle cerebras chutes cloudflare cohere_chat crusoe custom_openai dashscope databricks deepinfra deepseek-ai-studio featherless_ai fireworks fireworks-ai fireworks_ai friendli friendliai gemini github github_copilot github_models gmi groq groqcloud helicone heroku hf hf-inference hosted_vllm huggingface hyperbolic inference-net lambda_ai lepton lepton_ai libertai lightning-ai litellm litellm_proxy llamafile llamagate lm_studio lmstudio meta_llama minimax modelscope moonshot nano-gpt nanogpt nebius novita novita-ai nscale nvidia nvidia_nim oci octoai ollama ollama-cloud ollama_chat openai openai-chat openai_like openrouter ovhcloud parasail perplexity poe portkey ppio predibase pro replicate requesty sagemaker sambanova scaleway sglang siliconflow snowflake tensormesh text-completion-openai tgi together together-ai together_ai togetherai venice vercel_ai_gateway vertex vertex-ai vertex_ai vllm volcengine watsonx xai xinference zai

anthropic=anthropic meta=meta-llama mistral=mistralai cohere=cohere ai21=ai21 amazon=amazon deepseek=deepseek qwen=qwen openai=openai nvidia=nvidia google=google minimax=minimax moonshot=moonshotai moonshotai=moonshotai zai=z-ai writer=writer xai=x-ai

nemotron|hermes|tulu|dolphin|chatqa|distill|taiwan|swallow|lumimaid|euryale|sonar|typhoon|aion|magnum|wizard|vicuna|alpaca|openchat|openorca|openhermes|noromaid|nous|capybara|abliterated|uncensored|coder-33b|doctor|med|sqlcoder|functionary|firefunction|finetune|lora|simpo|sppo|dpo|orpo|reflection|salamandra|sauerkraut|sealion|sea-lion|cogito|r1t|chimera|storm|tiger|lemma|olympic|mercury

meta-llama ^(meta-)?(code)?llama-?v?[234](\\.\\d|p\\d|-\\d(?!\\d*b))?(-(\\d+b|\\d+b-\\d+e|scout|maverick|guard)[a-z0-9.-]*)?$
meta-llama ^llama-?guard[a-z0-9.-]*$
anthropic ^(claude)(-|$)[a-z0-9.@:-]*$
openai ^gpt-?(3|4|5|oss)[a-z0-9.-]*$
openai ^chatgpt-[a-z0-9.-]*$
openai ^o[134](-(mini|preview|pro|deep-research))?(-[\\d-]+)?$
openai ^text-(davinci|curie|babbage|ada)-\\d{3}$
google ^gemini-[a-z0-9.-]*$
google ^gemma-?\\d?[a-z0-9.:-]*$
google ^(text|chat|code|codechat)-(bison|unicorn|gecko)[a-z0-9@.-]*$
mistralai ^(open-)?mi(x|s)tral-[a-z0-9.-]*$
mistralai ^(codestral|pixtral|ministral|magistral|devstral)[a-z0-9.-]*$
qwen ^qw(en|q|en2|en3)[a-z0-9.-]*$
deepseek ^deepseek-(r1|v\\d|chat|coder|reasoner)[a-z0-9.-]*$
x-ai ^grok-[a-z0-9.-]*$
cohere ^command(-|$)[a-z0-9.-]*$
ai21 ^jamba-[a-z0-9.-]*$
moonshotai ^kimi-[a-z0-9.-]*$
moonshotai ^moonshot-v1[a-z0-9.-]*$
z-ai ^glm-[a-z0-9.-]*$
amazon ^nova-(micro|lite|pro|premier|2)[a-z0-9.-]*$
microsoft ^phi-?\\d[a-z0-9.-]*$
minimax ^minimax-[a-z0-9.-]*$
perplexity ^sonar[a-z0-9.-]*$
databricks ^dbrx-instruct$
nvidia ^nemotron-[a-z0-9.-]*$
xiaomi ^mimo-[a-z0-9.-]*$
stepfun ^step-\\d[a-z0-9.-]*$
ibm-granite ^granite-[a-z0-9.-]*$

001-ai/yi-1.5-34b-chat
934b
c-200k
dchat
96b
9large
e-fc
fturbo
9vision
0aetherwiing/mn-starcannon-12b		f12b-starcannon-v2
1gentica-org/deepcoder-14b-preview		y
1i21/jamba-1-5-large
fmini
c.6-large		4labs/ai21-jamba-large-1.6
fmini		4labs/ai21-jamba-mini-1.6
binstruct
blarge-1.7		4labs/ai21-jamba-large-1.7
bmini-1.7		4labs/ai21-jamba-mini-1.7
2on-labs/aion-1.0
i-mini		0fuseai/fuseo1-deepseekr1-qwq-skyt1-32b-preview
f2.0	i-20260223
f3.0	i-20260707
i-mini	n-20260707
frp-llama-3.1-8b
1lfredpros/codellama-7b-instruct-solidity		zlidity
2ibaba/happyhorse-1.0
l1
8tongyi-deepresearch-30b-a3b		7-nlp/tongyi-deepresearch-30b-a3b
8wan-2.6
e7
c3.0
f-prime
2l-hands/openhands-lm-32b-v0.1		v
3enai/llama-3.1-tulu-3-405b
8molmo-2-8b	i-20260109	d2-8b
e7b-d
8olmo-2-0325-32b-instruct		w
d3-32b-think	o-20251121	o
f7b-instruct	q-20251121	q
ithink	n-20251121	n
e.1-32b-instruct	t-20251215	t
lthink	q-20251215	q
d7b-instruct		o
2pindale/goliath-120b		m
amagnum-72b		k-v1
1mazon/nova-2-lite-v1
clite-v1
cmicro-v1
cpremier-v1
eo-v1
1nthracite-org/magnum-v2-72b		s
n4-72b		s
5opic/claude-1
i.2
h2
i.0
j1
h3-haiku
o-20240307
jopus
jsonnet
i.5-haiku	i-5-haiku
q-20241022	i-5-haiku-20241022
lsonnet
r-20240620
j7-sonnet	i-7-sonnet-20250219
h4.5-haiku
hfable-5	h5-fable-20260609
o.1
hhaiku-4.5	h4.5-haiku-20251001
hinstant-1
q.0
r1
r2
pv1
r-100k
hopus-4	h4-opus-20250522
n.1	h4.1-opus-20250805
o5	h4.5-opus-20251124
o6	h4.6-opus-20260205
p-fast	h4.6-opus-fast-20260407
o7	h4.7-opus-20260416
p-fast	h4.7-opus-fast-20260512
o8	h4.8-opus-20260528
p-fast	h4.8-opus-fast-20260528
m5	n-20260723
n-fast	s-20260723
hsonnet-4	h4-sonnet-20250522
p.5	h4.5-sonnet-20250929
q6	h4.6-sonnet-20260217
o5	p-20260630
hv1
j-100k
1rcee-ai/afm-4.5b
arcee-blitz		k
9caller-large
aoder-large
9maestro-reasoning
9spotlight
9trinity-large-preview		u
nthinking		v
hmini	l-20251201	l
9virtuoso-large
imedium-v2		r
2liai/qwq-32b-arliai-rpr-v1		s
1ustism/chronos-hermes-13b
0baai/bge-base-en-v1.5
9large-en-v1.5
9m3
2idu/cobuddy	d-20260430
6ernie-4.5-21b-a3b		n-pt
n-thinking		w
g300b-a47b		p-pt
gvl-28b-a3b		q-pt
j424b-a47b		s-pt
6qianfan-ocr-fast	m-20260420
1igcode/starcoder2-15b-instruct
1lack-forest-labs/flux-3-video
nvideo-upscale
m.2-flex
pklein-4b
pmax
ppro
1ytedance-research/ui-tars-72b
aseed/seed-1.6	n-20250625
n-flash	t-20250625
k2-1-turbo	t-20260810
l.0-code	s-20260730
olite	s-20260309
omini	s-20260224
jream-4.5
o5-0-lite
spro
9/seed-oss-36b-instruct
eance-1-5-pro
j2.0
m-fast
nmini
l5
aui-tars-1.5-7b		9-seed/ui-tars-1.5-7b
0canopylabs/orpheus-3b-0.1-ft
1odellama/codellama-70b-instruct
2gnitivecomputations/dolphin-llama-3-70b
umistral-24b-venice-edition	0venice/uncensored	zal-24b-venice-edition
wxtral-8x22b		u2.9.2-mixtral-8x22b
zal-8x7b
t3.0-mistral-24b		zstral-24b
xr1-mistral-24b		z-mistral-24b
2here/command
e-a	g-03-2025	6forai/c4ai-command-a-03-2025
fr
g-03-2024
i8-2024
hplus
l-04-2024
n8-2024
g7b-12-2024
7north-mini-code	m-20260617	6labs/north-mini-code-1.0
7rerank-4-fast
gpro
ev3.5
0databricks/dbrx-instruct
1eepcogito/cogito-v2-preview-deepseek-671b		zek-671b-moe
tllama-109b-moe		z109b-moe
z405B
z405b		z405b
z70b		z70b
k.1-671b	r-20251118
4gram/aura-2
9flux-tts
9nova-3
4seek/deepseek-chat	m-v3	8-ai/deepseek-v3
m-v2.5
o3-0324		8-ai/deepseek-v3-0324
p.1		8-ai/deepseek-v3.1
joder		8-ai/deepseek-coder-v2-instruct
iprover-v2		8-ai/deepseek-prover-v2-671b
ir1		8-ai/deepseek-r1
k-0528		8-ai/deepseek-r1-0528
p-qwen3-8b		8-ai/deepseek-r1-0528-qwen3-8b
ldistill-llama-70b		8-ai/deepseek-r1-distill-llama-70b
z8b		8-ai/deepseek-r1-distill-llama-8b
tqwen-1.5b		8-ai/deepseek-r1-distill-qwen-1.5b
z4b		8-ai/deepseek-r1-distill-qwen-14b
y32b		8-ai/deepseek-r1-distill-qwen-32b
y7b		8-ai/deepseek-r1-distill-qwen-7b
lzero		8-ai/deepseek-r1-zero
iv3-base		8-ai/deepseek-v3-base
k.1-base
nterminus		8-ai/deepseek-v3.1-terminus
l2	m-20251201	8-ai/deepseek-v3.2
m-exp		8-ai/deepseek-v3.2-exp
nspeciale	v-20251201	8-ai/deepseek-v3.2-speciale
j4-flash	q-20260423	8-ai/deepseek-v4-flash
q-0731	r20260731	8-ai/deepseek-v4-flash-0731
rvision-exp	zxp-20260821
lpro	o-20260423	8-ai/deepseek-v4-pro
o-0813	p20260813	8-ai/deepseek-v4-pro-0813
1ots-studio/dots-3-note-preview	v-20260813
0eleutherai/llemma_7b		k
1ssentialai/rnj-1-instruct		q
1va-unit-01/eva-llama-3.33-70b		u-v0.1
gqwen-2.5-14b
p32b		k2.5-32b-v0.2
p72b		k2.5-72b-v0.1
0featherless/qwerky-72b		b-ai/qwerky-72b
1ireworks/firellava-13b
2sh-audio/s1
c2-pro
d.1-pro
j-free
btranscribe-1
0google/chirp-3
7gemini-2.0-flash-001
oexp
olite-001
tpreview-02-05
othinking-exp
zp-1219
ipro-exp-02-05
g5-flash
n-image
t-preview
olite
s-preview-06-17
zw-09-2025
opreview	v-04-17
v-05-20
x9-2025
ipro
l-exp-03-25
mpreview	t-06-05
t-03-25
v5-06	v3-25
e3-flash-preview	t-20251217
gpro-image	p-20260528
p-preview	x-20251120
kpreview	r-20251117
f.1-flash-image	t-20260528
t-preview	zew-20260226
olite	s-20260507
s-image	y-20260630
tpreview	zw-20260303
otts-preview
ipro-preview	t-20260219
t-customtools	zmtools-20260219
g5-flash	n-20260519
n-lite	s-20260721
g6-flash	n-20260721
g7-flash	n-20260813
eembedding-001
o2
p-preview
fxp-1114
k21
j206
eflash-1.5
n-8b
q-exp
oexp
epro
h-1.5
l-exp
ivision
ama-2-27b-it		l
f9b-it		k
eb-it
d3-12b-it		l
gb-it		k
f27b-it		l
f4b-it		k
en-e2b-it		m
h4b-it		m
d4-26b-a4b-it	p-20260403	p
f31b-it	l-20260402	l
d7b-it
7learnlm-1.5-pro-experimental
8yria-3-clip-preview	r-20260330
fpro-preview	q-20260330
7palm-2-chat-bison
o-32k
fodechat-bison
s-32k
7veo-3.1
e-fast
flite
1ryphe/mythomax-l2-13b		m
m-8k
dist-7b
0haotian-liu/llava-13b
1exgrad/kokoro-82m
2ygen/avatar-iv
1uggingfaceh4/zephyr-7b-beta
lorpo-141b-a35b
0ibm-granite/granite-4.0-h-micro		v
m1-8b	q-20260429	q
m2-8b
1nception/mercury
h-2	j-20260304
j.5-preview
icoder	n-small-beta
n-small-beta
iedit-2
3lusionai/ling-1t
h2.6-1t	n-20260423
lflash	q-20260421
h3.0-flash	q-20260723	q
q-fin
ltiny	p-20260806	p
cring-1t
h2.6-1t	n-20260508
2fermatic/mn-inferor-12b		e12b-inferor-v0.0
3latebot/mn-mag-mell-r1
4ection/inflection-3-pi
productivity
2tel/neural-chat-7b
3float/e5-base-v2
clarge-v2
9multilingual-e5-large
0jebcarter/psyfighter-13b
2tmoe/jetmoe-8b-chat
1ondurbin/airoboros-l2-70b
q-2.1
abagel-34b
0koboldai/psyfighter-13b-2
1rea/krea-2-large
cmedium
i-turbo
1waipilot/kat-coder-air-v2.5	s-20260710
kpro	n-v1
n-v2	q-20260327
q.5	s-20260710
4vgi/kling-v3.0-pro
jstd
fideo-o1
0latitudegames/wayfarer-large-70b-llama-3.3
1iquid/lfm-2-24b-a2b	k-20260224	6ai/lfm2-24b-a2b
c.2-6b		6ai/lfm2-2.6b
d5-1.2b-instruct	s-20260120	6ai/lfm2.5-1.2b-instruct
kthinking	s-20260120	6ai/lfm2.5-1.2b-thinking
f2.6b	j-20260811	6ai/lfm2.5-2.6b
fembedding-350m
b3b
b40b
b7b
a2-8b-a1b		6ai/lfm2-8b-a1b
2uhaotian/llava-13b
hyi-34b
2zpreciatior/lzlv-70b-fp16-hf
1ynn/soliloquy-l3
fv3
0mancer/weaver
2ttshumer/reflection-70b
1eituan/longcat-2.0	j-20260720	7-longcat/longcat-2.0
gflash-chat		7-longcat/longcat-flash-chat
2ta-llama/codellama-34b-instruct
l70b-instruct
bllama-2-13b-chat
j70b-chat		r-hf
h3-70b
m-instruct		bmeta-llama-3-70b-instruct
j8b
l-instruct		bmeta-llama-3-8b-instruct
i.1-405b		p
p-instruct		bmeta-llama-3.1-405b-instruct
l70b-instruct		bmeta-llama-3.1-70b-instruct
l8b-instruct		bmeta-llama-3.1-8b-instruct
j2-11b-vision-instruct		ztruct
mb-instruct		w
l3b-instruct		w
l90b-vision-instruct		ztruct
j3-70b-instruct		x
l8b-instruct
h4-maverick	r-17b-128e-instruct	r-17b-128e-instruct
jscout	o-17b-16e-instruct	o-17b-16e-instruct
hguard-2-8b		bmeta-llama-guard-2-8b
n3-8b		r
n4-12b		s
4/muse-glimmer-30b	l-20260810	4-models/muse-glimmer-30b
aimage
aspark-1.1	j-20260709
i2	j-20260805
j-contributor	v-20260805
1icrosoft/mai-ds-r1		j
eimage-2.5
n-pro
etranscribe-1.5
evoice-2
l-flash
aphi-3-medium-128k-instruct		zt
n4k-instruct
hini-128k-instruct		y
f.5-mini-128k-instruct		ninstruct
e4		f
f-mini-instruct		t
hultimodal-instruct		z
greasoning	p-04-30	p
p-plus	u-04-30	u
awizardlm-2-7b
l8x22b		q
2gtissera/synthia-70b
2nimax/hailuo-2.3
f3
g-max
8minimax-01		7ai/minimax-text-01
gm1
i-80k		7ai/minimax-m1-80k
h2		7ai/minimax-m2
i-her	m-20260123
i.1		7ai/minimax-m2.1
j5	k-20260211	7ai/minimax-m2.5
j7	k-20260318	7ai/minimax-m2.7
h3	i-20260531	7ai/minimax-m3
8speech-2.8-hd
jturbo
2stral/ministral-8b	k-2410	7ai/ministral-8b-instruct-2410
7ai/codestral-2501
n8
kembed-2505
kmamba		amamba-codestral-7b-v0.1
adevstral-2512		k-123b-instruct-2512
jmedium	p-2507
jsmall	o-2505,o-2507	o-2505,o-2507
o-2505		t
amagistral-medium-2506
ksmall-2506		u
binistral-14b-2512		k3-14b-instruct-2512
k3b
m-2512		l-3b-instruct-2512
k8b
m-2512		k3-8b-instruct-2512
cstral-7b-instruct		t-v0.3
t-v0.1		y
x2		y
x3		y
iembed-2312
ilarge
n-2407
q11
p512
imedium
o-3
q-5	q.5-20260430
q.1
inemo		m-instruct-2407
isaba	m-2502
jmall
n-24b-instruct-2501		zt-2501
p603		o4-119b-2603
o3.1-24b-instruct	ztruct-2503	ztruct-2503
q2-24b-instruct	ztruct-2506	ztruct-2506
ocreative	w-20251216
itiny
cxtral-8x22b
n-instruct		w-v0.1
k7b
m-instruct		v-v0.1
apixtral-12b		l-2409
ilarge-2411
avoxtral-mini-3b-2507
ntranscribe
ots-2603
ismall-24b-2507		w
w-stt
1oonshotai/kimi-dev-72b		n
gk2		i-instruct
i-0905		jinstruct-0905
jthinking	r-20251106	r
i.5	k-0127	k
j6	k-20260420	k
j7-code	p-20260612	p
p-highspeed
h3	i-20260715	i
glinear-48b-a3b-instruct	zruct-20251029	zruct
gvl-a3b-thinking		v
bmoonlight-16b-a3b-instruct		zct
2rph/morph-v2
d3-fast
flarge
0neversleep/llama-3-lumimaid-70b		v-v0.1
s8b		u-v0.1
i.1-lumimaid-70b		cumimaid-v0.2-70b
u8b		cumimaid-v0.2-8b
bnoromaid-20b		n-v0.1.1
kmixtral-8x7b-instruct
2x-agi/deepseek-v3.1-nex-n1		s
8nex-n2-mini		j
fpro		i
1othingiisreal/mn-celeste-12b		i12b-celeste-v1.9
2usresearch/deephermes-3-llama-3-8b-preview		zb-preview
qmistral-24b-preview		z4b-preview
dhermes-2-pro-llama-3-8b		zb
mtheta-llama-3-8b
k3-llama-3.1-405b		zb
w70b		z
k4-405b		q
m70b		p
dnous-capybara-34b
r7b
ihermes-2-mistral-7b-dpo
txtral-8x7b-dpo		z8x7b-dpo
z8x7b-sft
rvision-7b
pllama2-13b
w70b
pyi-34b
1vidia/llama-3.1-nemotron-70b-instruct		zuct-hf
qnano-8b-v1
qultra-253b-v1		e_1-nemotron-ultra-253b-v1
f3-nemotron-super-49b-v1		e_3-nemotron-super-49b-v1
z-v1.5		e_3-nemotron-super-49b-v1_5
dnemotron-embed-vl-1b-v2
mrerank-vl-1b-v2
7nemotron-3-embed-1b
inano-30b-a3b		8vidia-nemotron-3-nano-30b-a3b-bf16
nomni-30b-a3b-reasoning	z-reasoning-20260428	z-reasoning-bf16
isuper-120b-a12b	x-20230311	8vidia-nemotron-3-super-120b-a12b-fp8
x-free
iultra-550b-a55b	x-20260604	8vidia-nemotron-3-ultra-550b-a55b-bf16
h.5-asr-streaming-multilingual-0.6b
kcontent-safety	y-20260604	y
klightning	t-20260807	8vidia-nemotron-3.5-lightning-30b-a3b-bf16
g4-340b-instruct
gnano-12b-v2-vl		8vidia-nemotron-nano-12b-v2-vl-bf16
l9b-v2		8vidia-nemotron-nano-9b-v2
7parakeet-tdt-0.6b-v3
0open-orca/mistral-7b-openorca
5r1/olympiccoder-32b		o
l7b
4ai/chatgpt-4o-latest
8odex-mini
7gpt-3.5-turbo
k-0125
m301
m613
l1106
m6k
linstruct
b4
c-0314
d1106-preview
d32k
g-0314
dturbo
i-preview
dvision-preview
c.1	e-2025-04-14
e-mini	j-2025-04-14
fnano	j-2025-04-14
d5-preview	m-2025-02-27
co
d-2024-05-13
k8-06
j11-20
eaudio-preview
emini
i-2024-07-18
jsearch-preview	x-2025-03-11
jtranscribe
esearch-preview	s-2025-03-11
etranscribe
b5	c-2025-08-07
c-chat	h-2025-08-07
eodex
dimage
i-mini
dmini	h-2025-08-07
dnano	h-2025-08-07
dpro	g-2025-10-06
c.1	e-20251113
e-chat	j-20251113
godex	k-20251113
k-max	o-20251204
mini	p-20251113
d2	e-20251211
e-chat	j-20251211
j-latest
godex	k-20260114
fpro	i-20251211
d3-chat	j-20260303
godex	k-20260224
d4	e-20260305
e-image-2	m-20260421
fmini	j-20260317
fnano	j-20260317
fpro	i-20260305
d5	e-20260423
e-pro	i-20260423
d6-luna	j-20260709
j-pro	n-20260709
fsol	i-20260709
i-pro	m-20260709
fterra	k-20260709
k-pro	o-20260709
baudio
g-mini
bchat-latest	m-20260505
bimage-1
i-mini
h2
boss-120b		j
f20b		i
fsafeguard-20b		s
btranscribe
7o1	9-2024-12-17
9-mini
e-2024-09-12
apreview
h-2024-09-12
co
83	9-2025-04-16
9-deep-research	n-2025-06-26
amini	e-2025-01-31
e-high	j-2025-01-31
apro	d-2025-06-10
84-mini	e-2025-04-16
e-deep-research	s-2025-06-26
fhigh	j-2025-04-16
7shap-e
8ora-2-pro
7text-davinci-002
cembedding-3-large
osmall
mada-002
7whisper-1
flarge-v3
n-turbo
4chat/openchat-7b
i8b
4gvlab/internvl3-14b		n
k2b		m
k78b		n
4router/andromeda-alpha
curora-alpha
dto
f-beta
bbert-nebulon-alpha
codybuilder
bcinematika-7b
cypher-alpha
belephant-alpha
bfree
cusion
bhealer-alpha
corizon-alpha
jbeta
cunter-alpha
boptimus-alpha
cwl-alpha
bpareto-code
colaris-alpha
dny-alpha
bquasar-alpha
bsherlock-dash-alpha
kthink-alpha
conoma-dusk-alpha
isky-alpha
0perceptron/perceptron-mk1	p-20260512
3plexity/llama-3-sonar-large-32k-chat
zonline
psmall-32k-chat
zonline
i.1-sonar-huge-128k-online
rlarge-128k-chat
z8k-online
rsmall-128k-chat
z8k-online
bpplx-70b-chat
konline
hb-chat
jonline
gembed-v1-0.6b
p4b
br1-1776		a-ai/r1-1776
bsonar
g-deep-research
hmedium-chat
oonline
hpro
k-search
hreasoning
q-pro
hsmall-chat
nonline
1hind/phind-codellama-34b
1oolside/laguna-m.1	j-20260312	j
gs-2.1	l-20260720	l
gxs-2.1	m-20260625	m
i.2	k-20260421	k
1rime-intellect/intellect-3	r-20251126	5intellect/intellect-3-fp8
1ygmalionai/mythalion-13b		p
0qwen/qvq-72b-preview
6wen-110b-chat
b4b-chat
a2-72b-instruct		92-72b-instruct
db-instruct
cvl-72b-instruct
gb-instruct
b.5-72b-instruct		92.5-72b-instruct
fb-instruct		92.5-7b-instruct
ecoder-32b-instruct		92.5-coder-32b-instruct
evl-72b-instruct
ib-instruct	b-vl-7b-instruct	92.5-vl-7b-instruct
a3.6-27b
b2b-chat
a4b-chat
a72b-chat
bb-chat
aaudio-3.0-tts-flash
oplus
aimage-3
h-pro
amax	d-2025-01-25
aplus	e-2025-01-25
e-2025-07-28
aturbo	f-2024-11-01
avl-max	g-2025-01-25
dplus
92.5-32b-instruct
d7b-instruct
dcoder-7b-instruct		u
dvl-32b-instruct		s
hb-instruct		r
g72b-instruct		s
93-0.6b-04-28
b1.7b
c4b	e-04-28	e
b235b-a22b	k-04-28	k
k-07-25
l2507	l07-25	linstruct-2507
lthinking-2507		y
b30b-a3b	i-04-28	i
i-instruct-2507		w
jthinking-2507		w
c2b	e-04-28	e
b4b	d-04-28	d
b8b	d-04-28	d
basr-0.6b
f1.7b
fflash-2026-02-10
bcoder	g-480b-a35b-07-25	g-480b-a35b-instruct
g-30b-a3b-instruct		x
hflash
hnext	l-2025-02-03	l
hplus
bembedding-0.6b
l4b
l8b
bmax
e-thinking	n-20260123
bnext-80b-a3b-instruct	w-2509	w
othinking	w-2509	w
breranker-8b
bvl-235b-a22b-instruct		w
othinking		w
e30b-a3b-instruct		u
mthinking		u
f2b-instruct		q
e8b-instruct		p
hthinking		p
a.5-122b-a10b	m-20260224	m
d27b	g-20260224	g
d35b-a3b	k-20260224	k
e97b-a17b	m-20260216	m
d9b	f-20260310	f
dflash-02-23	j20260224
dplus-02-15	i20260216
i20260420
b6-27b	g-20260422	g
d35b-a3b	k-20260415	k
dflash
dmax-preview	o-20260420
dplus	h-04-02
h-preview
b7-flash	i-20260727
dmax	g-20260520
dplus	h-20260602
b8-2.4t-a95b	m-20260812	m
e7b	g-20260814	g
dflash
dmax	g-20260803
7q-32b		c
c-preview		k
0raifle/sorcererlm-8x22b		n-bf16
1ecraft/recraft-v3
h4
i-pro
m-vector
jstyles
p-pro
t-vector
qvector
jvector
i.1
k-pro
o-vector
lutility
s-pro
lvector
3ursal/eagle-7b
9rwkv-5-3b-ai-town
2ka/reka-edge	4ai/reka-edge-2603	4ai/reka-edge-2603
4ai/reka-edge	g-2603	g-2603
cflash-3		j
2lace/relace-apply-3
esearch	k-20251208
1unway/aleph-2
7gen-4.5
1wkv/rwkv-5-world-3b
0sakana/fugu-ultra	h-20260615
7sakana-namazu	7namazu-20260811
2o10k/fimbulvetr-11b-v2		o
7l3-euryale-70b		a70b-euryale-v2.1
alunaris-8b		a8b-lunaris-v1
astheno-8b
9.1-70b-hanami-x1		p
ceuryale-70b		c70b-euryale-v2.2
a3-euryale-70b	n-v2.3	c70b-euryale-v2.3
2rvamai/sarvam-m		h
1cb10x/llama3.1-typhoon2-70b-instruct		zct
p8b-instruct		zt
1entence-transformers/all-minilm-l12-v2
y6-v2
rpnet-base-v2
mmulti-qa-mpnet-base-dot-v1
mparaphrase-minilm-l6-v2
4ientagi/dobby-mini-unhinged-plus-llama-3.1-8b		zs-llama-3.1-8b
2same/csm-1b
1hisa-ai/shisa-v2-llama3.3-70b		u
1nowflake/snowflake-arctic-instruct
1ophosympatheia/midnight-rose-70b		x-v2.0.3
grogue-rose-103b-v0.2
2urceful/riverflow-v2-fast
r-preview
nmax-preview
npro
nstandard-preview
m.5-fast
ppro
1tealth/ox-alpha
3elskull/l3.3-electra-r1-70b
3pfun-ai/step3		g
7/step-3.5-flash		7-ai/step-3.5-flash
f7-flash	m-20260528	7-ai/step-3.7-flash
1witchpoint/router
0teknium/openhermes-2-mistral-7b
k.5-mistral-7b
2ncent/hunyuan-a13b-instruct		t
9y-mt2-1.8b	j-20260521	j
f30b-a3b	m-20260521	m
f7b
a3	b-20260706	b
b-preview	j-20260421	j
a4-preview
1hedrummer/anubis-70b-v1.1		q
ipro-105b-v1		t
bcydonia-24b-v4.1		r
brocinante-12b		o-v1.1
bskyfall-36b-v2		p
bunslopnemo-12b		p-v4.1
bvalkyrie-49b-v1		q
3nlper/gte-base
dlarge
2inkingmachines/inkling	o-20260715	o
o-small	u-20260730	u
2udm/glm-4-32b	f-0414	f-0414
c9b		e-0414
b.1v-9b-thinking		q
az1-32b	g-0414	g-0414
d9b		f-0414
drumination-32b	r-0414	r-0414
1ngtech/deepseek-r1t-chimera		s
k2-chimera		htng-r1t2-chimera
8tng-r1t-chimera
1ogethercomputer/stripedhyena-hessian-7b
unous-7b
2kyotech-llm/llama-3.1-swallow-70b-instruct-v0.3
w8b-instruct-v0.3
0undi95/remm-slerp-l2-13b		o
7toppy-m-7b		h
1pstage/solar-pro-3
h4	i-20260810
0voyageai/rerank-2.5
j-lite
9voyage-4
h-large
jite
gcode-4
gmultimodal-3.5
0writer/palmyra-x5	h-20250428
0x-ai/grok-2
b-1212
cmini
cvision-1212
a3
b-beta
cmini
g-beta
a4	b-07-09
b-fast
b.1-fast
c20	e-20260309
e-beta	j-20260309
fmulti-agent	q-20260309
q-beta	v-20260309
c3	d-20260430
c5	d-20260708
c6	d-20260810
abeta
build-0.1	j-20260520
acode-fast-1
aimagine-image-2.0
oquality
ivideo
n-1.5
astt-1.0
avision-beta
boice-tts-1.0
1iaomi/mimo-v2-flash	k-20251210	6mimo/mimo-v2-flash
fomni	j-20260318	6mimo/mimo-v2-omni
fpro	i-20260318	6mimo/mimo-v2-pro
e.5	g-20260422	6mimo/mimo-v2.5
g-pro	k-20260422	6mimo/mimo-v2.5-pro
1win-lm/xwin-lm-70b
0z-ai/glm-4-32b	e-0414
a.5		1ai-org/glm-4.5
c-air		1ai-org/glm-4.5-air
cv		1ai-org/glm-4.5v
b6		1ai-org/glm-4.6
cv	c-20251208	1ai-org/glm-4.6v
b7	c-20251222	1ai-org/glm-4.7
c-flash	i-20260119	1ai-org/glm-4.7-flash
a5-air
95	a-20260211	1ai-org/glm-5
a-turbo	g-20260315
a.1	c-20260406	1ai-org/glm-5.1
b2	c-20260616	1ai-org/glm-5.2
b3	c-20260816
c-flash
av-turbo	h-20260401
1yphra/zonos-v0.1-hybrid
itransformer

0@cf/deepseek-ai/deepseek-r1-distill-qwen-32b	e54
4google/gemma-4-26b-a4b-it	e7l
4ibm-granite/granite-4.0-h-micro	e86
4meta/llama-3.1-8b-instruct-fp8	na6
h2-11b-vision-instruct	ea7
kb-instruct	ea8
j3b-instruct	ea9
h3-70b-instruct-fp8-fast	eab
f4-scout-17b-16e-instruct	eae
fguard-3-8b	eag
5istralai/mistral-small-3.1-24b-instruct	ech
5oonshotai/kimi-k2.6	ed1
n7-code	ed2
4nvidia/nemotron-3-120b-a12b	eec
4openai/gpt-oss-120b	ego
j20b	egp
4qwen/qwen2.5-coder-32b-instruct	ejg
d3-30b-a3b-fp8	nkb
bq-32b	elp
4zai-org/glm-4.7-flash	epv
g5.2	eq0
0abab5.5-chat	a1z
46-chat	a1z
5.5-chat	a1z
7s-chat	a1z
47-chat-preview	a1z
1ccounts/fireworks/models/deepseek-v4-flash	e5d
zv4-pro	e5g
qglm-5p1	epz
w2	eq0
rpt-oss-120b	ego
y20b	egp
qkimi-k2p6	ed1
y7-code	ed2
qllama-v3p2-90b-vision-instruct	eaa
qminimax-m2p7	ebf
z3	ebg
qqwen3p7-plus	elk
jrouters/glm-5p1-fast	npz
x2-fast	nq0
rkimi-k2p6-fast	nd1
z6-turbo	nd1
z7-code-fast	nd2
2ereason-nemotron-14b	a28
j7b	a28
1i21-jamba-1.5-large	a3
fmini	a3
4.j2-mid-v1	a3
8ultra-v1	a3
6amba-1-5-large-v1:0	eb
fmini-v1:0	ec
binstruct-v1:0	ef
1libaba/qwen-3-14b	nk6
f235b	a2l
f30b	a2l
g2b	nke
e.6-max-preview	nlf
c3-235b-a22b-thinking	a2l
ecoder	ekk
j-30b-a3b	a2l
knext	ekn
kplus	eko
eembedding-0.6b	ekp
o4b	ekq
o8b	ekr
emax	eks
h-preview	a2l
ithinking	ekt
enext-80b-a3b-instruct	eku
rthinking	ekv
evl-235b-a22b-instruct	ekx
hinstruct	a2l
hthinking	a2l
d.5-flash	a2l
gplus	a2l
e6-27b	elc
gplus	elg
e7-max	elj
gplus	elk
1mazon-nova/nova-lite-v1	e1a
hmicro-v1	e1b
hpremier-v1	e1c
jo-v1	e1d
6.nova-2-lite-v1:0	e19
epro-preview-20251202-v1:0	aa
clite-v1:0	e1a
cmicro-v1:0	e1b
cpro-v1:0	e1d
7titan-text-express-v1	aa
ilite-v1	aa
ipremier-v1:0	aa
6/nova-2-lite	aa
clite	aa
cmicro	aa
cpro	aa
1nthropic.claude-3-5-haiku-20241022-v1:0	e1q
lsonnet-20240620-v1:0	n1s
w1022-v2:0	n1r
slatest-v2:0	ac
j7-sonnet-20240620-v1:0	n1t
v50219-v1:0	e1t
jhaiku-20240307-v1:0	n1l
jopus-20240229-v1:0	n1n
jsonnet-20240229-v1:0	n1o
hfable-5	e1v
hhaiku-4-5-20251001-v1:0	n1x
q@20251001	n1x
hinstant-v1	e22
hmythos-preview	ac
hopus-4-1-20250805-v1:0	n25
o20250514-v1:0	n24
o5-20251101-v1:0	n26
o6-v1	n27
o7	n29
o8	n2b
m5	e2d
hsonnet-4-20250514-v1:0	n2f
q5-20250929-v1:0	n2g
q6	n2h
o5	e2i
hv1	e2j
i2	n1j
j:1	n1k
9/claude-3-5-sonnet-20241022	n1r
slatest	ac!
jhaiku	e1l
i.5-haiku	e1p
hhaiku-3	ac
o.5	ac
n4.5	e1x
hopus-4	e24
n.1	e25
o5	e26
o6	e27
o7	e29
o8	e2b
hsonnet-3.5	ac
r-june	ac
q7	ac
o4	e2f
p.5	e2g
q6	e2h
o5	e2i
2yscale/google/gemma-7b-it	e7n
9huggingfaceh4/zephyr-7b-beta	e84
9meta-llama/llama-2-13b-chat-hf	n9x
s70b-chat-hf	e9y
tb-chat-hf	a1w
kmeta-llama-3-70b-instruct	ea0
x8b-instruct	ea2
aistralai/mistral-7b-instruct-v0.1	ec0
lxtral-8x22b-instruct-v0.1	ecm
t7b-instruct-v0.1	eco
bxtral-8x7b-instruct-v0.1	eco
1pac.amazon.nova-2-lite-v1:0	e19
jpro-preview-20251202-v1:0	aa
hlite-v1:0	e1a
hmicro-v1:0	e1b
hpro-v1:0	e1d
6nthropic.claude-3-5-sonnet-20240620-v1:0	n1s
z241022-v2:0	n1r
ohaiku-20240307-v1:0	n1l
osonnet-20240229-v1:0	n1o
mhaiku-4-5-20251001-v1:0	n1x
mopus-4-6-v1	n27
msonnet-4-20250514-v1:0	n2f
v6	n2h
1rcee-ai/trinity-large-preview	e2r
nthinking	e2s
hmini	e2t
1u.anthropic.claude-haiku-4-5-20251001-v1:0	n1x
kopus-4-6-v1	n27
r7	n29
r8	n2b
p5	e2d
ksonnet-4-5-20250929-v1:0	n2g
t6	n2h
r5	e2i
1ya-101	aq
423-35b	aq
78b	aq
4expanse-32b	aq
c8b	aq
4vision-32b	aq
b8b	aq
1zure/claude-haiku-4-5	n1x
dopus-4-1	n25
dsonnet-4-5	n2g
7ommand-r-plus	e49!
6eu/gpt-4o-2024-08-06	efc
l11-20	efd
gmini-2024-07-18	efg
d5-2025-08-07	efl
fmini-2025-08-07	efq
fnano-2025-08-07	efr
e.1	eft
g-chat	efu
iodex	efv
m-mini	efx
f4	eg5
g-2026-03-05	a2b
f5	ega
g-2026-04-23	a2b
f6	a2b
g-luna	egc
hsol	ege
hterra	egg
9o1-2024-12-17	egs
cmini-2024-09-12	egu
cpreview-2024-09-12	egw
a3-mini-2025-01-31	eh0
6global-standard/gpt-4o-2024-08-06	efc
y11-20	efd
tmini	eff
c/gpt-4o-2024-08-06	efc
p11-20	efd
h5.1	eft
k-chat	efu
modex	efv
q-mini	efx
7pt-3.5-turbo	eer!
j-0125	ees
k16k	eew
kinstruct-0914	a2b
b5-turbo	ner!
i-0125	nes
k301	net
k613	neu
j1106	nev
k6k	new
m-0613	a2b
jinstruct	nex
r-0914	a2b
a4	eey!
b-0125-preview	a2b
d613	a2b
c1106-preview	ef0
c32k	ef1!
f-0613	a2b
cturbo	ef3
h-2024-04-09	a2b
ivision-preview	a2b
b.1	ef6
d-2025-04-14	ef6
emini	ef7
i-2025-04-14	ef7
enano	ef8
i-2025-04-14	ef8
c5-preview	ef9
bo	efa!
c-2024-05-13	efb
j8-06	efc
i11-20	efd
daudio-preview-2024-12-17	a2b
dmini	eff
h-2024-07-18	efg
iaudio-preview-2024-12-17	a2b
a5	efl
b-2025-08-07	efl
cchat	efm
g-latest	a2b!
dodex	efn
cmini	efq
g-2025-08-07	efq
cnano	efr
g-2025-08-07	efr
cpro	efs
b.1	eft
d-2025-11-13	a2b
echat	efu
i-2025-11-13	a2b
fodex	efv
j-2025-11-13	a2b
kmax	efw
lini	efx
o-2025-11-13	a2b
c2	efy
d-2025-12-11	a2b
echat	efz
i-2025-12-11	a2b
fodex	eg1
epro	eg2
h-2025-12-11	a2b
c3-chat	eg3
fodex	eg4
c4	eg5
d-2026-03-05	a2b
emini	eg7
i-2026-03-17	a2b
enano	eg8
i-2026-03-17	a2b
epro	eg9
h-2026-03-05	a2b
c5	ega
d-2026-04-23	a2b
epro	egb
h-2026-04-23	a2b
c6	a2b
d-luna	egc
esol	ege
eterra	egg
6mistral-large-2402	a21
klatest	a21!
6o1	egs
8-2024-12-17	egs
9mini	egt
d-2024-09-12	egu
9preview	egv
g-2024-09-12	egw
73	egy
8-2025-04-16	egy
9deep-research	egz
9mini	eh0
d-2025-01-31	eh0
9pro	eh2
c-2025-06-10	eh2
74-mini	eh3
d-2025-04-16	eh3
6us/gpt-4.1-2025-04-14	ef6
hmini-2025-04-14	ef7
hnano-2025-04-14	ef8
eo-2024-08-06	efc
l11-20	efd
gmini-2024-07-18	efg
d5-2025-08-07	efl
fmini-2025-08-07	efq
fnano-2025-08-07	efr
e.1	eft
g-chat	efu
iodex	efv
m-mini	efx
f4	eg5
g-2026-03-05	a2b
f5	ega
g-2026-04-23	a2b
f6	a2b
g-luna	egc
hsol	ege
hterra	egg
9o1-2024-12-17	egs
cmini-2024-09-12	egu
cpreview-2024-09-12	egw
a3-2025-04-16	egy
cmini-2025-01-31	eh0
a4-mini-2025-04-16	eh3
5_ai/claude-fable-5	e1v
ghaiku-4-5	n1x
gopus-4-1	n25
n5	n26
n6	n27
n7	n29
n8	n2b
l5	e2d
gsonnet-4-5	n2g
p6	n2h
n5	e2i
9deepseek-r1	e4x
iv3	e4r
k-0324	e4t
k.1	e4u
l2	e5a
m-speciale	e5c
j4-flash	e5d
lpro	e5g
9global/grok-3	eou
m-mini	eow
apt-5.4	eg5
g-2026-03-05	a2b
hmini	eg7
l-2026-03-17	a2b
hnano	eg8
l-2026-03-17	a2b
hpro	eg9
k-2026-03-05	a2b
f5	ega
g-2026-04-23	a2b
doss-120b	ego
arok-3	eou
f-mini	eow
e4	eoy
f-1-fast-non-reasoning	a3n
nreasoning	a3n
gfast-non-reasoning	a3n
lreasoning	a3n
ecode-fast-1	epa
9jamba-instruct	ef
9kimi-k2.5	ed0
h6	ed1
9llama-3.2-11b-vision-instruct	ea7
j90b-vision-instruct	eaa
h3-70b-instruct	eab
f4-maverick-17b-128e-instruct-fp8	nad
hscout-17b-16e-instruct	eae
9meta-llama-3-70b-instruct	ea0
l.1-405b-instruct	ea4
o70b-instruct	ea5
o8b-instruct	ea6
ainistral-3b	ebv
bstral-large	ec4!
m-2407	ec5
n3	a21
nlatest	a21!
hnemo	ecc
hsmall	ece!
m-2503	a21
9phi-3-mini-128k-instruct	eav
k4k-instruct	a1x
fsmall-128k-instruct	a1x
l8k-instruct	a1x
e.5-mini-instruct	eaw
ioe-instruct	a1x
hvision-instruct	a1x
d4	eax
e-mini-instruct	eay
kreasoning	a1x
gultimodal-instruct	eaz
freasoning	eb0
0baai/bge-m3	e30
2bbage-002	a2b
2idu/ernie-4.5-21b-a3b	e32
n-thinking	e33
g300b-a47b	e34
p-paddle	ah
gvl-28b-a3b	e35
q-thinking	ah
j424b-a47b	e36
2rd	a12!
4-jan-24-gemini-pro	a12
2seten/deepseek-ai/deepseek-v3-0324	e4t
v.1	e4u
8minimaxai/minimax-m2.5	ebe
9oonshotai/kimi-k2-instruct-0905	ecy
rthinking	ecz
q.5	ed0
8nvidia/nemotron-120b-a12b	a28
8openai/gpt-oss-120b	ego
8zai-org/glm-4.6	eps
m7	epu
k5	epx
1edrock/invoke/anthropic.claude-3-5-sonnet-20240620-v1:0	n1s
8moonshotai.kimi-k2-thinking	ecz
q.5	ed0
8us.anthropic.claude-3-5-haiku-20241022-v1:0	e1q
7_mantle/google.gemma-4-26b-a4b	a12
u31b	a12
ue2b	a12
fopenai.gpt-5.4	eg5
s5	ega
s6-luna	egc
usol	ege
uterra	egg
qoss-120b	ego
u20b	egp
usafeguard-120b	a2b
zuard-20b	egq
fxai.grok-4.3	ep5
1itnet-b1.58-2b-4t	a1x
1ytedance-seed/seed-oss-36b-instruct	e3p
9/seed-oss-36b-instruct	e3p
eance-2.0	e3r
m-fast	e3s
0c4ai-aya-23-35b	aq
c8b	aq
9expanse-32b	aq
h8b	aq
9vision-32b	aq
g8b	aq
5command-r-08-2024	aq
fplus	aq
j-08-2024	aq
fv01	aq
e7b-12-2024	aq
1erebras-llama-4-maverick-17b-128e-instruct	a1w
hscout-17b-16e-instruct	a1w
8/gpt-oss-120b	ego
l-cs	a2b
9llama-3.1-8b-cs	a1w
h3-70b	a1w
m-cs	a1w
e3.1-70b	a1w
i8b	a1w
g3-70b	a1w
9openai/gpt-oss-120b	ego
o20b	egp
9qwen-3-32b	nke
d3-235b-2507-cs	a2l
f32b-cs	a2l
1hat-bison	a12!
a-32k	a12
e@002	a12
a@001	a12
d2	a12
4glm-6b	a3f
72-6b	a3f
b-32k	a3f
73-6b	a3f
b-128k	a3f
c32k	a3f
5pt	a2b!
7-4o-latest	eep!
7/gpt-5.1-codex-max	efw
nini	efx
e2	efy
f-codex	eg1
e3-chat-latest	a2b!
hodex	eg4
l-spark	a2b
ginstant	a2b
e4	eg5
f-pro	eg9
1laude	ac!
6 code	ac!
6-1.0	ac
91	ac
93	ac
72	e1i!
8.1	e1k
73	ac!
8-5-haiku	e1p
g-20241022	e1q
hlatest	ac!
g@20241022	n1q
bsonnet-20240620	n1s
m1022	n1r
ilatest	ac!
h@20241022	n1r
97-sonnet-20250219	e1t
ilatest	ac!
h@20250219	n1t
9haiku-20240307	n1l
flatest	ac!
9opus-20240229	n1n
elatest	ac!
9sonnet-20240229	n1o
8.5-haiku	e1p
bsonnet-v2	ac
97-sonnet	e1t
74	ac!
8-opus-20250514	n24
9sonnet-20250514	n2f
8.5-haiku	ac
bopus	ac
bsonnet	ac
7code	ac!
7fable-5	e1v
7haiku-4-5	n1x
g-20251001	n1x
g@20251001	n1x
e.5	e1x
7instant	ac!
e-1	e1y!
g.2	e21
7mythos-5	ac
7opus-4	e24
d-0	ac
e1	n25
f-20250805	n25
f@20250805	n25
e20250514	n24
e5	n26
f-20251101	n26
f@20251101	n26
e6	n27
f-20260205	n27
f@20260205	n27
gdefault	e27
e7	n29
f-20260416	n29
gfast	n2a
f@default	e29
e8	n2b
f-fast	n2c
f@default	e2b
d.5	e26
e6	e27
e7	e29
e8	e2b
d@20250514	n24
c5	e2d
7sonnet-4	e2f
f-0	ac
g20250514	n2f
g5	n2g
h-20250929	n2g
q-v1:0	ac
h@20250929	n2g
g6	n2h
h@default	e2h
f.5	e2g
g6	e2h
f@20250514	n2f
e5	e2i
f@default	e2i
7v1.0	ac
a2	ac
a3	ac
2oudflare/@cf/deepseek-ai/deepseek-r1-distill-qwen-32b	e54
fgoogle/gemma-2b-it-lora	a12
s4-26b-a4b-it	e7l
s7b-it-lora	a12
fibm-granite/granite-4.0-h-micro	e86
fmeta-llama/llama-2-7b-chat-hf-lora	a1w
j/llama-2-7b-chat-fp16	a1w
z-int8	a1w
q3.1-8b-instruct-fp8	na6
s2-11b-vision-instruct	ea7
vb-instruct	ea8
u3b-instruct	ea9
s3-70b-instruct-fp8-fast	a1w
q4-scout-17b-16e-instruct	eae
qguard-3-8b	eag
gistral/mistral-7b-instruct-v0.1	ec0
znstruct-v0.2-lora	a21
mai/mistral-small-3.1-24b-instruct	ech
goonshotai/kimi-k2.6	ed1
y7-code	ed2
fnvidia/nemotron-3-120b-a12b	a28
fopenai/gpt-oss-120b	ego
u20b	egp
fqwen/qwen2.5-coder-32b-instruct	ejg
o3-30b-a3b-fp8	nkb
mq-32b	elp
fzai-org/glm-4.7-flash	epv
r5.2	eq0
1ode-bison	a12!
a-32k@002	a12
a32k	a12
a@001	a12
d2	a12
5cushman-001	a2b
5davinci-001	a2b
f2	a2b
5gecko	a12!
a-latest	a12!
a@001	a12
d2	a12
blatest	a12
5llama-13b	a1w
b34b	a1w
b70b	a1w
cb	a1w
4chat-bison	a12!
e-32k	a12
i@002	a12
e@001	a12
h2	a12
flatest	a12
4geex2-6b	a3f
84-all-9b	a3f
6mma-1.1-2b	a12
e7b-it	a12
a2b	a12
a7b	a12
c-it	a12
4llama-13b	a1w
d-instruct	a1w
epython	a1w
a34b	a1w
d-python	a1w
a70b	a1w
d-python	a1w
bb	a1w
c-instruct	a1w
dpython	a1w
4qwen1.5-7b	a2l
e-chat	a2l
4stral-22b	a21
d-v0.1	a21
b405	a21
b501	ebk
alatest	a21!
9/codestral-2405	a21
klatest	a21!
4x-mini-latest	a2b!
2here	aq!
6.command-light-text-v14	aq
fr-plus-v1:0	e49
hv1:0	e46
ftext-v14	aq
6/command-a	e45
2mmand	e44!
7-a-03-2025	e45
aplus-05-2026	aq
areasoning-08-2025	aq
r 	aq
avision-07-2025	aq
8light	aq!
d-text-v14	aq
8medium-beta	aq
8nightly	aq
8r	e46!
9-08-2024	e48
aplus	e49!
e-08-2024	e4b
97b	aq
b-12-2024	e4c
carabic-02-2025	aq
8text-v14	aq
8xlarge-beta	aq
1rusoe/deepseek-ai/deepseek-r1-0528	e4y
sv3-0324	e4t
7google/gemma-3-12b-it	e7f
7meta-llama/llama-3.3-70b-instruct	eab
8oonshotai/kimi-k2-thinking	ecz
7openai/gpt-oss-120b	ego
7qwen/qwen3-235b-a22b-instruct-2507	ek9
0dall-e-2	a2b
73	a2b
2shscope/qwen-coder	a2l
fflash	a2l
k-2025-07-28	a2l
fmax	ejs!
fplus	ejt!
j-2025-01-25	ejt
q4-28	a2l
q7-14	a2l
s28	eju
q9-11	a2l
klatest	a2l!
fturbo	ejv!
k-2024-11-01	ejv
o5-04-28	a2l
llatest	a2l!
e3-30b-a3b	ekb
gcoder-flash	ekm
r-2025-07-28	a2l
mplus	eko
q-2025-07-22	a2l
gmax	eks
j-2026-01-23	a2l
kpreview	a2l
gnext-80b-a3b-instruct	eku
tthinking	ekv
gvl-235b-a22b-instruct	ekx
tthinking	eky
j32b-instruct	el1
nthinking	a2l
jplus	a2l
f.5-plus	a2l
cq-plus	a2l
2tabricks/meta-llama-3.3-70b-instruct	a1w
2vinci-002	a2b
1brx	ar
4-base	ar
1eep-research-max-preview-04-2026	a12
epreview-04-2026	a12
go-preview-12-2025	a12
4cogito/cogito-v2-1-671b	n4n
4infra/01-ai/yi-34b-200k	e2
nchat	e3
j6b-200k	a0
aamazon/mistrallite	aa
bnthropic/claude-3-7-sonnet-latest	ac!
r4-opus	n24
tsonnet	n2f
abigcode/starcoder2-15b-instruct-v0.1	ai
acognitivecomputations/dolphin-2.6-mixtral-8x7b	ap
zphin-2.9.1-llama-3-70b	ap
adeepseek-ai/deepseek-prover-v2-671b	e4w
vr1	e4x
x-0528	e4y
z528-turbo	n4y
ydistill-llama-70b	e50
zistill-qwen-32b	e54
yturbo	n4x
vv3	e4r
x-0324	e4t
z324-turbo	n4t
x.1	e4u
z-terminus	e59
agoogle/codegemma-7b-it	a12
hgemini-1.5-flash	n74!
x-8b	n75
o2.0-flash-001	e5x
q5-flash	e64
spro	e6d
kma-1.1-7b-it	a12
n2-27b-it	e7c
p9b-it	e7d
n3-12b-it	e7f
p27b-it	e7h
p4b-it	e7i
bryphe/mythomax-l2-13b	e7y
w-turbo	n7y
ajondurbin/airoboros-l2-70b-gpt4-1.4.1	a1i
alizpreciatior/lzlv_70b_fp16_hf	n9o
ameta-llama/llama-2-13b-chat-hf	n9x
t70b-chat-hf	e9y
ub-chat-hf	a1w
r3.2-11b-vision-instruct	ea7
wb-instruct	ea8
v3b-instruct	ea9
v90b-vision-instruct	eaa
t3-70b-instruct	eab
zinstruct-turbo	nab
r4-maverick-17b-128e-instruct-fp8	nad
zck-17b-128e-instruct-turbo	nad
tscout-17b-16e-instruct	eae
rguard-3-8b	eag
x4-12b	eah
lmeta-llama-3-70b-instruct	ea0
y8b-instruct	ea2
x.1-405b-instruct	ea4
z-70b-instruct	ea5
z-70b-instruct-turbo	na5
z-8b-instruct	ea6
z-8b-instruct-turbo	na6
bicrosoft/phi-3-medium-4k-instruct	eau
o4	eax
p-multimodal-instruct	eaz
qreasoning-plus	eb1
kwizardlm-2-7b	eb2
v8x22b	eb3
cstralai/devstral-small-2505	ebr
z2507	ebq
kmistral-7b-instruct-v0.1	ec0
zruct-v0.2	ec1
zruct-v0.3	ec2
snemo-instruct-2407	ecc
ssmall-24b-instruct-2501	ecf
y3.1-24b-instruct-2503	ech
z.2-24b-instruct-2506	eci
mxtral-8x22b-instruct-v0.1	ecm
u7b-instruct-v0.1	eco
boonshotai/kimi-k2-instruct	ecx
zct-0905	ecy
anousresearch/hermes-3-llama-3.1-405b	edp
zma-3.1-70b	edq
bvidia/llama-3.1-nemotron-70b-instruct	ee2
p3-nemotron-super-49b-v1.5	ee6
hnemotron-4-340b-instruct	eei
ividia-nemotron-nano-9b-v2	eek
aopenai/gpt-oss-120b	ego
p20b	egp
echat/openchat-3.6-8b	a2c
r_3.5	a2c
aphind/phind-codellama-34b-v2	a2h
aqwen/qvq-72b-preview	ej7
gwen2-72b-instruct	eja
mb-instruct	njb
k.5-72b-instruct	eje
ob-instruct	ejz
ncoder-32b-instruct	ejg
t7b	a2l
nvl-32b-instruct	ek1
j3-14b	ek6
l235b-a22b	ek7
u-instruct-2507	ek9
vthinking-2507	eka
l30b-a3b	ekb
m2b	eke
lcoder-480b-a35b-instruct	ekk
zb-instruct-turbo	nkk
lnext-80b-a3b-instruct	eku
ythinking	ekv
hq-32b	elp
m-preview	elq
asao10k/l3-70b-euryale-v2.1	emk
k8b-lunaris-v1	eml
x-turbo	nml
j.1-70b-euryale-v2.2	emo
k3-70b-euryale-v2.3	emp
azai-org/glm-4.5	epp
p-air	epq
4seek	au!
8-67b-base	au
dchat	au
97b-base	au
cchat	au
9ai/deepseek-r1	e4x
n-0528	e4y
lv3	e4r
n-1	n4u
n.1	e4u
p-maas	e4u
qterminus	e59
o2	e5a
p-exp	e5b
qfast	n5a
qmaas	e5a
qtee	au
m4-flash	e5d
opro	e5g
9chat	e4r!
aoder	e4v!
e-1.3b-base	au
kinstruct	au
f33b-base	au
jinstruct	au
f5.7bmqa-base	au
f6.7b-base	au
kinstruct	au
f7b-base-v1.5	au
iinstruct-v1.5	au
fv2	au
h-base	au
ilite-base	au
ninstruct	au
9llm-67b-base	au
hchat	au
d7b-base	au
gchat	au
9math-7b-base	au
hinstruct	au
hrl	au
aoe-16b-base	au
hchat	au
9ocr	au
9prover-v1.5-rl	au
h2-7b	au
9r1	e4x
b-0528	e4y
aeasoner	au!
9v2	au
b-chat	au
clite	au
g-chat	au
b.5	au
d-1210	au
a3	e4r
b-0324	e4t
c1	n4u
c2-251201	au
eexp	n5b
b.1	e4u
d-terminus	e59
c2	e5a
d-exp-base	au
especiale	e5c
a4-flash	e5d
h-free	au
cpro	e5g
al-1.3b-chat	au
c7b-chat	au
b2	au
c-small	au
dtiny	au
8.r1-v1:0	e4x
9v3-v1:0	e4r
b.2	e5a
8/deepseek-chat	e4r!
joder	e4v!
ir1	e4x
k-0528	e4y
p-qwen3-8b	e4z
lturbo	au
jeasoner	au!
iv3	e4r
k-0324	e4t
lturbo	au
k.1	e4u
m-terminus	e59
l2	e5a
m-exp	e5b
nthinking	au
j4-flash	e5d
lpro	e5g
2vstral-2-123b-instruct-2512	ebo
a512	ebo
9latest	a21!
9medium-2507	ebp
glatest	a21!
9small-2505	ebr
i7	ebq
1ialogpt-medium	a1x
1olly-v1-6b	ar
72-12b	ar
93b	ar
97b	ar
0embeddinggemma-300m	a12
1ssentialai/rnj-1-instruct	e5k
1u.amazon.nova-2-lite-v1:0	e19
hpro-preview-20251202-v1:0	aa
flite-v1:0	e1a
fmicro-v1:0	e1b
fpro-v1:0	e1d
4nthropic.claude-3-5-haiku-20241022-v1:0	e1q
osonnet-20240620-v1:0	n1s
z1022-v2:0	n1r
m7-sonnet-20250219-v1:0	e1t
mhaiku-20240307-v1:0	n1l
mopus-20240229-v1:0	n1n
msonnet-20240229-v1:0	n1o
kfable-5	e1v
khaiku-4-5-20251001-v1:0	n1x
kopus-4-1-20250805-v1:0	n25
r20250514-v1:0	n24
r5-20251101-v1:0	n26
r6-v1	n27
r7	n29
r8	n2b
p5	e2d
ksonnet-4-20250514-v1:0	n2f
t5-20250929-v1:0	n2g
t6	n2h
r5	e2i
3deepseek.v3.2	e5a
3meta.llama3-2-1b-instruct-v1:0	na8
h3b-instruct-v1:0	na9
4istral.pixtral-large-2502-v1:0	a21
0fast/claude-opus-4-6	n27
k-20260205	n27
5us/claude-opus-4-6	n27
1eatherless_ai/featherless-ai/qwerky-72b	e5p
zy-qwq-32b	az
1ireworks_ai/accounts/fireworks/models/dbrx-instruct	e4h
zels/deepseek-coder-1b-base	au
zels/deepseek-coder-7b-base	au
zels/deepseek-coder-7b-base-v1p5	au
zels/deepseek-coder-7b-instruct-v1p5	au
zels/deepseek-coder-v2-instruct	e4v
zels/deepseek-coder-v2-lite-base	au
zels/deepseek-coder-v2-lite-instruct	au
zels/deepseek-r1	e4x
zels/deepseek-r1-0528	e4y
zels/deepseek-r1-basic	au
zels/deepseek-v2-lite-chat	au
zels/deepseek-v2p5	au
zels/deepseek-v3	e4r
zels/deepseek-v3-0324	e4t
zels/deepseek-v3p1	e4u
zels/deepseek-v3p1-terminus	e59
zels/deepseek-v3p2	e5a
zels/deepseek-v4-flash	e5d
zels/deepseek-v4-pro	e5g
zels/devstral-small-2505	ebr
zels/gemma-2b-it	e7e
zels/gemma-3-27b-it	e7h
zels/gemma-7b	a12
zels/gemma-7b-it	e7n
zels/gemma2-9b-it	n7d
zels/glm-4p5	epp
zels/glm-4p5-air	epq
zels/glm-4p5v	epr
zels/glm-4p6	eps
zels/glm-4p7	epu
zels/glm-5p1	epz
zels/glm-5p2	eq0
zels/gpt-oss-120b	ego
zels/gpt-oss-20b	egp
zels/gpt-oss-safeguard-120b	a2b
zels/gpt-oss-safeguard-20b	egq
zels/kimi-k2-instruct	ecx
zels/kimi-k2-instruct-0905	ecy
zels/kimi-k2-thinking	ecz
zels/kimi-k2p5	ed0
zels/kimi-k2p6	ed1
zels/kimi-k2p7-code	ed2
zels/llama-guard-2-8b	eaf
zels/llama-guard-3-1b	a1w
zels/llama-guard-3-8b	eag
zels/llama-v2-13b	a1w
zels/llama-v2-13b-chat	e9x
zels/llama-v2-70b	a1w
zels/llama-v2-70b-chat	e9y
zels/llama-v2-7b	a1w
zels/llama-v2-7b-chat	a1w
zels/llama-v3-70b-instruct	ea0
zels/llama-v3-70b-instruct-hf	na0
zels/llama-v3-8b	ea1
zels/llama-v3-8b-instruct-hf	na2
zels/llama-v3p1-405b-instruct	ea4
zels/llama-v3p1-405b-instruct-long	a1w
zels/llama-v3p1-70b-instruct	ea5
zels/llama-v3p1-70b-instruct-1b	a1w
zels/llama-v3p1-8b-instruct	ea6
zels/llama-v3p2-11b-vision-instruct	ea7
zels/llama-v3p2-1b	a1w
zels/llama-v3p2-1b-instruct	ea8
zels/llama-v3p2-3b	a1w
zels/llama-v3p2-3b-instruct	ea9
zels/llama-v3p2-90b-vision-instruct	eaa
zels/llama-v3p3-70b-instruct	eab
zels/llama4-maverick-instruct-basic	a1w
zels/llama4-scout-instruct-basic	a1w
zels/llamaguard-7b	a1w
zels/minimax-m1-80k	eba
zels/minimax-m2	ebb
zels/minimax-m2p1	ebd
zels/minimax-m2p7	ebf
zels/minimax-m3	ebg
zels/ministral-3-14b-instruct-2512	ebu
zels/ministral-3-3b-instruct-2512	ebw
zels/ministral-3-8b-instruct-2512	eby
zels/mistral-7b	a21
zels/mistral-7b-instruct-4k	a21
zels/mistral-7b-instruct-v0p2	ec1
zels/mistral-7b-instruct-v3	a21
zels/mistral-7b-v0p2	a21
zels/mistral-large-3-fp8	a21
zels/mistral-nemo-base-2407	a21
zels/mistral-nemo-instruct-2407	ecc
zels/mistral-small-24b-instruct-2501	ecf
zels/mixtral-8x22b	ecl
zels/mixtral-8x22b-instruct	ecm
zels/mixtral-8x22b-instruct-hf	ncm
zels/mixtral-8x7b	ecn
zels/mixtral-8x7b-instruct	eco
zels/mixtral-8x7b-instruct-hf	nco
zels/phi-2-3b	a1x
zels/phi-3-mini-128k-instruct	eav
zels/phi-3-vision-128k-instruct	a1x
zels/qwen-qwq-32b-preview	a2l
zels/qwen-v2p5-14b-instruct	a2l
zels/qwen-v2p5-7b	a2l
zels/qwen1p5-72b-chat	a2l
zels/qwen2-72b-instruct	nja
zels/qwen2-7b-instruct	njb
zels/qwen2-vl-2b-instruct	a2l
zels/qwen2-vl-72b-instruct	njc
zels/qwen2-vl-7b-instruct	njd
zels/qwen2p5-0p5b-instruct	a2l
zels/qwen2p5-14b	a2l
zels/qwen2p5-1p5b-instruct	a2l
zels/qwen2p5-32b	a2l
zels/qwen2p5-32b-instruct	ejy
zels/qwen2p5-72b	a2l
zels/qwen2p5-72b-instruct	nje
zels/qwen2p5-7b-instruct	ejz
zels/qwen2p5-coder-0p5b	a2l
zels/qwen2p5-coder-0p5b-instruct	a2l
zels/qwen2p5-coder-14b	a2l
zels/qwen2p5-coder-14b-instruct	a2l
zels/qwen2p5-coder-1p5b	a2l
zels/qwen2p5-coder-1p5b-instruct	a2l
zels/qwen2p5-coder-32b	a2l
zels/qwen2p5-coder-32b-instruct	njg
zels/qwen2p5-coder-32b-instruct-128k	a2l
zels/qwen2p5-coder-32b-instruct-32k-rope	a2l
zels/qwen2p5-coder-32b-instruct-64k	a2l
zels/qwen2p5-coder-3b	a2l
zels/qwen2p5-coder-3b-instruct	a2l
zels/qwen2p5-coder-7b	a2l
zels/qwen2p5-coder-7b-instruct	ek0
zels/qwen2p5-math-72b-instruct	a2l
zels/qwen2p5-vl-32b-instruct	ek1
zels/qwen2p5-vl-3b-instruct	ek2
zels/qwen2p5-vl-72b-instruct	ek3
zels/qwen2p5-vl-7b-instruct	nji
zels/qwen3-0p6b	a2l
zels/qwen3-14b	ek6
zels/qwen3-1p7b	ek5
zels/qwen3-1p7b-fp8-draft	a2l
zels/qwen3-1p7b-fp8-draft-131072	a2l
zels/qwen3-1p7b-fp8-draft-40960	a2l
zels/qwen3-235b-a22b	ek7
zels/qwen3-235b-a22b-instruct-2507	ek9
zels/qwen3-235b-a22b-thinking-2507	eka
zels/qwen3-30b-a3b	ekb
zels/qwen3-30b-a3b-instruct-2507	ekc
zels/qwen3-30b-a3b-thinking-2507	ekd
zels/qwen3-32b	eke
zels/qwen3-4b	ekf
zels/qwen3-4b-instruct-2507	a2l
zels/qwen3-8b	ekg
zels/qwen3-coder-30b-a3b-instruct	ekl
zels/qwen3-coder-480b-a35b-instruct	ekk
zels/qwen3-coder-480b-instruct-bf16	a2l
zels/qwen3-next-80b-a3b-instruct	eku
zels/qwen3-next-80b-a3b-thinking	ekv
zels/qwen3-vl-235b-a22b-instruct	ekx
zels/qwen3-vl-235b-a22b-thinking	eky
zels/qwen3-vl-30b-a3b-instruct	ekz
zels/qwen3-vl-30b-a3b-thinking	el0
zels/qwen3-vl-32b-instruct	el1
zels/qwen3-vl-8b-instruct	el2
zels/qwen3p7-plus	elk
zels/qwq-32b	elp
wrouters/glm-5p1-fast	npz
zters/kimi-k2p6-fast	nd1
zters/kimi-k2p7-code-fast	nd2
ddeepseek-coder-v2-instruct	e4v
mv4-flash	e5d
ppro	e5g
dglm-4p7	epu
h5p1	epz
k-fast	npz
j2	eq0
ept-oss-120b	ego
l20b	egp
dkimi-k2p5	ed0
l6	ed1
m-fast	nd1
l7-code	ed2
r-fast	nd2
dminimax-m2p1	ebd
o7	ebf
m3	ebg
fxtral-8x22b-instruct-hf	ncm
dqwen2-72b-instruct	nja
h3p7-plus	elk
1lan-t5-base	a12
8large	a12
8small	a12
8xl	a12
9xl	a12
5ul2	a12
1riendliai/meta-llama-3-70b-instruct	ea0
o8b-instruct	ea2
n.1-70b-instruct	ea5
q8b-instruct	ea6
cixtral-8x7b-instruct-v0-1	nco
1unctiongemma-270m-it	a12
0gemini	a12!
6-1.0-pro	a12!
e-001	a12
h2	a12
fvision	a12
l-001	a12
bultra	a12
g-001	a12
95-flash	n74!
g-001	a12
j2	a12
h8b	n75
hexp-0827	a12
hpreview-0514	a12
bpro	n79!
e-001	a12
h2	a12
fpreview-0215	a12
o409	a12
o514	a12
fvision	a12
72.0-flash	a12
g-001	e5x
hexp	e5y
hlite	a12
l-001	e5z
jve-preview-04-09	a12
hpreview-image-generation	a12
hthinking-exp	e61
t-01-21	a12
bpro-exp-02-05	e63
95-computer-use-preview-10-2025	a12
bflash	e64
g-image	e65
m-preview	e66
hlite	e67
l-preview-06-17	e68
v9-2025	e69
hnative-audio-latest	a12!
upreview-09-2025	a12
zew-12-2025	a12
hpreview-04-17	e6a
q5-20	e6b
q9-2025	e6c
bpro	e6d
e-exp-03-25	e6e
fpreview-03-25	e6g
o5-06	e6h
o6-05	e6f
73-1-pro-preview	n6s
95-flash	n6u
9flash	a12
e-preview	e6i
9pro	a12
c-image-preview	e6k
dpreview	e6l
8.1-flash-image-preview	e6n
hlite	e6o
l-preview	e6q
jve-preview	a12
htts-preview	e6r
bpro	e6s
e-preview	e6s
m-customtools	e6t
95-flash	e6u
g-lite	e6v
96-flash	e6w
7advanced	a12!
7embedding-001	e6y
h2	e6z
i-preview	e70
8xp-1206	e73
aerimental	a12
7flash-latest	a12!
eite-latest	a12!
7live-2.5-flash	a12
l-preview-native-audio	a12
7omni-flash-preview	a12
7pro	e78!
a-experimental	a12
bflash	a12
blatest	a12!
bvision	e7b!
7ultra	a12
6/gemini-1.5-flash-001	a12
q2	a12
o8b	n75
q-exp-0827	a12
w924	a12
oexp-0827	a12
olatest	a12!
ipro	n79!
l-001	a12
o2	a12
mexp-0801	a12
s27	a12
mlatest	a12!
mvision	a12
e2.0-flash	a12
n-001	e5x
oexp	e5y
olite	a12
s-001	e5z
tpreview-02-05	e60
qve-001	a12
othinking-exp	e61
zp-01-21	a12
ipro-exp-02-05	e63
g5-computer-use-preview-10-2025	a12
iflash	e64
n-lite	e67
s-preview-06-17	e68
zw-09-2025	e69
onative-audio-latest	a12!
zo-preview-09-2025	a12
zo-preview-12-2025	a12
opreview-04-17	e6a
x5-20	e6b
x9-2025	e6c
ipro	e6d
l-exp-03-25	e6e
mpreview-03-25	e6g
v5-06	e6h
v6-05	e6f
e3-flash-preview	e6i
gpro-preview	e6l
f.1-flash-lite	e6o
s-preview	e6q
qve-preview	a12
ipro-preview	e6s
t-customtools	e6t
g5-flash	e6u
n-lite	e6v
g6-flash	e6w
eexp-1114	e71
j206	e73
eflash-latest	a12!
lite-latest	a12!
egemma-2-27b-it	a12
m9b-it	a12
eomni-flash-preview	a12
epro	e78!
h-latest	a12!
ivision	e7b!
ama-3-27b-it	e7h
7learnlm-1.5-pro-experimental	e7o
8yria-3-clip-preview	e7p
fpro-preview	e7q
3ma-1.1-2b-it	a12
a7b-it	a12
62-27b	a12
9b	a12
a-it	a12
89b	a12
7b	a12
63-12b-it	e7f
cpt	a12
9b-pt	a12
8270m	a12
c-it	a12
ab-it	e7h
cpt	a12
84b-it	e7i
bpt	a12
7n-e2b	a12
c-it	e7j
a4b	a12
c-it	e7k
64-26b	a12
b-a4b-it	e7l
cit	a12
831b	a12
b-it	e7m
8e2b	a12
b-it	a12
94b	a12
b-it	a12
67b	a12
52-9b-it	n7d
53:12b	a12
727b	a12
74b	a12
54:31b	a12
1ithub_copilot/claude-haiku-4.5	e1x
mopus-4.5	e26
t6-fast	e28
s1	n25
msonnet-4	e2f
u.5	e2g
fgemini-2.5-pro	e6d
m3-pro-preview	e6l
gpt-3.5-turbo	eer!
s-0613	eeu
j4	eey!
k-0613	a2b
lo-preview	a2b
k.1	ef6
m-2025-04-14	ef6
k1-copilot	a2b
ko	efa!
l-2024-05-13	efb
s8-06	efc
r11-20	efd
mmini	eff
q-2024-07-18	efg
j5	efl
k-mini	efq
k.1	eft
m-codex-max	efw
l2	efy
l3-codex	eg4
1lm-130b	a3f
43-turbo	a3q
44	a3q
5-7-251222	a3q
69b-chat	a3f
d-1m	a3f
6air	a3q
9x	a3q
6flash	a3q
bx	a3q
6long	a3q
6plus	a3q
5.1v-thinking-flash	a3q
nx	a3q
65	epp
7-air	epq
8flash	a3q
7v	epr
66	eps
7v	ept
8-flash	a3q
67	epu
7-flash	epv
dx	a3q
9ree	a3q
5v	a3q
6-9b	a3f
7plus	a3q
45	epx
5-free	a3q
6turbo	epy
5.1	epz
62	eq0
5v-turbo	eq3
4z1-air	a3q
7flash	a3q
5ero-preview	a3q
2obal.amazon.nova-2-lite-v1:0	e19
8nthropic.claude-fable-5	e1v
ohaiku-4-5-20251001-v1:0	n1x
oopus-4-5-20251101-v1:0	n26
v6-v1	n27
v7	n29
v8	n2b
t5	e2d
osonnet-4-20250514-v1:0	n2f
x5-20250929-v1:0	n2g
x6	n2h
v5	e2i
1mi/anthropic/claude-opus-4	e24
r.5	e26
lsonnet-4	e2f
t.5	e2g
4deepseek-ai/deepseek-v3-0324	e4t
r.2	e5a
4google/gemini-3-flash-preview	e6i
kpro-preview	e6l
4minimaxai/minimax-m2.1	ebd
5oonshotai/kimi-k2-thinking	ecz
4openai/gpt-4o	efa!
h-mini	eff
f5	efl
g.1	eft
h2	efy
4qwen/qwen3-vl-235b-a22b-instruct-fp8	nkx
4zai-org/glm-4.7-fp8	npu
1oogle.gemma-3-12b-it	e7f
f27b-it	e7h
f4b-it	e7i
6/gemini-2.0-flash	a12
n-lite	a12
g5-flash	e64
n-image	e65
olite	e67
ipro	e6d
e3-flash	a12
gpro	a12
j-image	e6j
kpreview	e6l
f.1-flash-image	e6m
t-preview	e6n
olite	e6o
s-image	e6p
tpreview	e6q
ipro	a12
l-preview	e6s
g5-flash	e6u
edeep-research	a12
eembedding-001	e6y
o2	e6z
ama-2-2b-it	a12
d3	a12
e-12b-it	e7f
f27b-it	e7h
en-e2b-it	e7j
h4b-it	e7k
d4-26b-a4b-it	e7l
f31b	a12
i-it	e7m
jturbo-tee	e7m
8oogle-paligemma	a12
7veo-3.1	e7v
e-fast	e7w
1pt-3	a2b
5.5-turbo	eer!
d-0125	ees
f301	eet
f613	eeu
e1106	eev
f6k	eew
h-0613	a2b
einstruct	eex
m-0914	a2b
44	eey!
5-0125-preview	a2b
7314	eez
7613	a2b
61106-preview	ef0
bvision-preview	a2b
632k	ef1!
9-0314	ef2
b613	a2b
6turbo	ef3
b-2024-04-09	a2b
cpreview	ef4!
cvision	a2b
6vision	a2b
c-preview	ef5!
5.1	ef6
7-2025-04-14	ef6
8mini	ef7
c-2025-04-14	ef7
8nano	ef8
c-2025-04-14	ef8
65	a2b
7-preview	ef9
f-2025-02-27	ef9
5o	efa!
6-2024-05-13	efb
d8-06	efc
c11-20	efd
7audio-preview	efe!
k-2024-10-01	a2b
r2-17	a2b
o5-06-03	a2b
7mini	eff
b-2024-07-18	efg
caudio-preview	a2b
p-2024-12-17	a2b
crealtime-preview	a2b!
s-2024-12-17	a2b
csearch-preview	efh
q-2025-03-11	efh
7realtime-preview	a2b!
n-2024-10-01	a2b
u2-17	a2b
r5-06-03	a2b
7search-preview	efj
l-2025-03-11	efj
5v	a2b
45	efl
5-2025-08-07	efl
6chat	efm
a-latest	a2b!
7odex	efn
6mini	efq
a-2025-08-07	efq
6nano	efr
a-2025-08-07	efr
6pro	efs
9-2025-10-06	efs
5.1	eft
7-2025-11-13	a2b
8chat	efu
c-latest	a2b!
9odex	efv
d-max	efw
fini	efx
62	efy
7-2025-12-11	a2b
8chat	efz
c-latest	a2b!
9odex	eg1
8pro	eg2
b-2025-12-11	a2b
63-chat	eg3
c-latest	a2b!
9odex	eg4
d-spark	a2b
j-preview	a2b
64	eg5
7-2026-03-05	a2b
8mini	eg7
c-2026-03-17	a2b
8nano	eg8
c-2026-03-17	a2b
8pro	eg9
b-2026-03-05	a2b
65	ega
7-2026-04-23	a2b
8pro	egb
b-2026-04-23	a2b
66	a2b
7-luna	egc
8sol	ege
8terra	egg
4audio	egi
9-1.5	a2b
a2025-08-28	a2b
amini	egj!
e-2025-10-06	a2b
l2-15	a2b
4image-1	egl
b-mini	egm
b.5	a2b
a2	egn
4oss-120b	ego
820b	egp
4realtime	a2b!
33	a2b
34v	a2b
1radient_ai/llama3-8b-instruct	na2
i.3-70b-instruct	nab
cmistral-nemo-instruct-2407	ecc
3nite-13b-chat-v2	a18
cinstruct-v2	a18
820b-code-instruct	a18
83.0-1b-a400m-instruct	a18
c2b-instruct	a18
c3b-a800m-instruct	a18
c8b-instruct	a18
a1-1b-a400m-instruct	a18
c2b-instruct	a18
c3b-a800m-instruct	a18
c8b-instruct	a18
a2-2b-instruct	a18
c8b-instruct	a18
a3-2b-instruct	a18
c8b-instruct	a18
94b-code-instruct	a18
9b-code-instruct	a18
84.0-350m	a18
ch-small	a18
etiny	a18
cmicro	a18
88b-code-instruct	a18
8guardian-3.1-8b	a18
2ok	a3n!
4-1	a3n
6-314b	a3n
6.5	a3n
52	eoq
6-1212	eor
7beta	a3n
7image-1212	a3n
7latest	a3n!
7vision	a3n
d-1212	eot
elatest	a3n!
53	eou
6-fast	a3n
b-beta	a3n
clatest	a3n!
7latest	a3n!
7mini	eow
b-fast	a3n
g-beta	a3n
hlatest	a3n!
clatest	a3n!
54	eoy
6-1-fast	np0
d-non-reasoning	a3n
ereasoning	a3n
720	np1
9-multi-agent	np3
anon-reasoning	a3n
areasoning	a3n
73	np5
7fast	eoz
b-non-reasoning	a3n
creasoning	a3n
7heavy	a3n
6.1-fast	ep0
d-non-reasoning	a3n
720-0309-non-reasoning	a3n
freasoning	a3n
abeta-latest-non-reasoning	a3n
mreasoning	a3n
aexperimental-beta-0304-non-reasoning	a3n
xreasoning	a3n
amulti-agent-0309	a3n
mbeta-latest	a3n!
mexperimental-beta-0304	a3n
73	ep5
5beta	ep8!
6uild-0-1	np9
c.1	ep9
5code	a3n
9-fast-1	epa
5imagine-image-quality	epc
dvideo	epd
5vision-beta	epg
3q-llama-4-maverick-17b-128e-instruct	a1w
4/gemma-7b-it	e7n
a2-9b-it	n7d
5llama-3.1-405b-reasoning	a1w
f70b-versatile	na5
f8b-instant	na6
d2-11b-text-preview	a1w
jvision-preview	a1w
gb-preview	a1w
f3b-preview	a1w
f90b-text-preview	a1w
jvision-preview	a1w
d3-70b-specdec	a1w
jversatile	nab
bguard-3-8b	eag
a2-70b-4096	n9y
a3-70b-8192	na0
c8b-8192	na2
5meta-llama/llama-4-maverick-17b-128e-instruct	ead
oscout-17b-16e-instruct	eae
mguard-4-12b	eah
6istral-saba-24b	a21
7xtral-8x7b-32768	nco
6oonshotai/kimi-k2-instruct	ecx
w-0905	ecy
5openai/gpt-oss-120b	ego
k20b	egp
ksafeguard-20b	egq
5qwen-qwq-32b	nlp
9/qwen3-32b	eke
2yphe/mythomax-l2-13b	e7y
0haiku-3	ac
7.5	ac
64.5	ac
1ermes-2-pro-llama-3-70b	a27
dmistral-7b	a27
9theta-llama-3-70b	a27
73-llama-3.2-3b	a27
74-14b	a27
63-405b	a27
870b	a27
88b	a27
3oku/claude-3-5-haiku	e1p
isonnet-latest	ac!
g7-sonnet	n1t
e4-sonnet	n2f
1unyuan-7b-instruct	a3b
8large	a3b
9ite	a3b
8standard	a3b
8t1	a3b
9urbo	a3b
ds	a3b
1yperbolic/deepseek-ai/deepseek-r1	e4x
y-0528	e4y
wv3	e4r
y-0324	e4t
bmeta-llama/llama-3.2-3b-instruct	ea9
u3-70b-instruct	eab
mmeta-llama-3-70b-instruct	ea0
y.1-405b-instruct	ea4
z1-70b-instruct	ea5
z1-8b-instruct	ea6
coonshotai/kimi-k2-instruct	ecx
bnousresearch/hermes-3-llama-3.1-70b	edq
bqwen/qwen2.5-72b-instruct	eje
ocoder-32b-instruct	ejg
k3-235b-a22b	ek7
iq-32b	elp
0imagen-3.0-generate-002	a12
74.0-generate-preview-06-06	a12
bultra-generate-preview-06-06	a12
1nception/mercury-2	e8a
3lusionai/ling-2.6-1t	e8g
lflash	e8h
hflash-2.0	a1a
cring-2.6-1t	e8m
0j1-grande	a3
9-v2-beta	a3
3jumbo	a3
3large	a3
12-grande	a3
3jumbo	a3
3large	a3
4ight	a3
3mid	a3
6-v1	a3
3ultra	a3
8-v1	a3
1amba-1.5	a3
9-large	nb
f@001	a3
amini	nc
e@001	a3
6large-1.6	a3
e7	eg
6mini-1.6	a3
d7	eh
6v0.1	a3
2nus-pro-1b	au
a7b	au
1p.anthropic.claude-haiku-4-5-20251001-v1:0	n1x
kopus-4-7	n29
r8	n2b
p5	e2d
ksonnet-4-5-20250929-v1:0	n2g
t6	n2h
r5	e2i
1urassic-2-mid	a3
bultra	a3
0kimi	a22!
4-k1.5	a22
62	ecx!
7-0711	a22
c-preview	a22
9905	ecy
c-preview	a22
85	nd0
86	nd1
87-code	nd2
8base	a22
8thinking	ecz
g-251104	a22
hturbo	a22
9urbo-preview	a22
7.5	ed0
9-free	a22
86	ed1
87-code	ed2
e-highspeed	ed2
5vl-a3b-instruct	a22
1waipilot/kat-coder-pro	e95
n-v1	e95
p2	e96
0labs-devstral-small-2512	a21
2mbda_ai/deepseek-r1-0528	e4y
m671b	au
jv3-0324	e4t
allama-4-maverick-17b-128e-instruct-fp8	nad
iscout-17b-16e-instruct	eae
f3.1-405b-instruct-fp8	na4
j70b-instruct-fp8	na5
j8b-instruct	na6
h2-11b-vision-instruct	na7
j3b-instruct	na9
h3-70b-instruct-fp8	nab
aqwen25-coder-32b-instruct	njg
e3-32b-fp8	nke
1earnlm-2.0-flash-experimental	a12
1ibertai/deepseek-v4-flash	e5d
q-thinking	au
9gemma-4-31b-it	e7m
n-thinking	a12
9qwen3.5-122b-a10b	el4
q-thinking	a2l
f6-27b	elc
k-thinking	a2l
h35b-a3b	eld
o-thinking	a2l
2quidai/lfm2-24b-a2b	e9c
1lama-1-13b	a1w
865b	a1w
87b	a1w
73b	a1w
62-13b	a1w
b-chat	e9x
870b	a1w
b-chat	e9y
9b	a1w
a-chat	a1w
63.1-70b	a1w
a8b	a1w
c-instant	na6
hruct	ea6
l-turbo	a1w
anemotron-51b-instruct	a28
j70b-reward	a28
jnano-4b-v1.1	a28
atulu-3-70b	a8
h8b	a8
j-dpo	a8
ksft	a8
82-11b-text-preview	a1w
evision	a1w
k-instruct	ea7
bb	a1w
a3b	a1w
a90b-text-preview	a1w
evision	a1w
k-instruct	eaa
83-70b	a1w
d-instruct	eab
eversatile	nab
a8b-instruct	eac
70b	a1w
73b	a1w
64-maverick	ead
g-17b-128e	a1w
p-instruct-fp8	nad
8scout	eae
d-17b-16e	a1w
l-instruct	eae
u-fp8	nae
665b	a1w
67b	a1w
6guard-3-11b-vision	a1w
fb	a1w
c4	a1w
c7b	a1w
6prompt-guard-2-22m	a1w
l86m	a1w
5gate/deepseek-coder-6.7b	au
jr1-7b-qwen	au
m8b	au
agemma3-4b	a12
allama-3.1-8b	a1w
i2-3b	a1w
amistral-7b-v0.3	a21
aqwen2.5-coder-7b	a2l
e3-8b	ekg
gvl-8b	a2l
1ongwriter-glm4-9b	a3f
1yria-3-clip-preview	e7p
8pro-preview	e7q
0magistral-medium-2507	a21
k9	a21
hlatest	a21!
asmall	a21
f-2507	a21
j9	a21
2thstral-7b-v0.1	a21
1edgemma-27b-text-it	a12
94b-it	a12
3lm-large	a12
6medium	a12
2ituan/longcat-flash-chat	e9u
mthinking-2601	a1u
2rcury	e89
7-2	e8a
8coder	e8c
8edit	a19
c-2	a19
2ta-llama-3-70b	a1w
g-instruct	ea0
d8b	a1w
f-instruct	ea2
c.1-405b-instruct	ea4
f70b-instruct	ea5
f8b-instruct	ea6
a/llama-3-70b-instruct	ea0
j8b-instruct	ea2
i.1-70b-instruct	ea5
l8b-instruct	ea6
j2-3b-instruct	ea9
j3-70b-instruct	eab
x-turbo	nab
h4-maverick-17b-128e-instruct-fp8	nad
jscout-17b-16e-instruct	eae
hprompt-guard-2-22m	a1w
w86m	a1w
bmeta-llama-3-8b-instruct-lite	na2
4.llama2-13b-chat-v1	n9x
c70b-chat-v1	n9y
a3-1-405b-instruct-v1:0	na4
e70b-instruct-v1:0	na5
e8b-instruct-v1:0	na6
c2-11b-instruct-v1:0	a1w
fb-instruct-v1:0	na8
e3b-instruct-v1:0	na9
e90b-instruct-v1:0	a1w
c3-70b-instruct-v1:0	nab
c70b-instruct-v1:0	na0
c8b-instruct-v1:0	na2
a4-maverick-17b-instruct-v1:0	a1w
cscout-17b-instruct-v1:0	a1w
4/llama-3.1-70b	a1w
i-instruct	ea5
f8b	a1w
h-instruct	ea6
d2-11b	a1w
i-vision-instruct	ea7
gb	a1w
h-instruct	ea8
f3b	a1w
h-instruct	ea9
f90b	a1w
i-vision-instruct	eaa
d3-70b	a1w
i-instruct	eab
r-maas	eab
b4-maverick	ead
l-17b-128e-instruct	ead
zruct-fp8	nad
zruct-maas	ead
dscout	eae
i-17b-16e-instruct	eae
bguard-4-12b	eah
5meta-llama-3-70b-instruct	ea0
i8b-instruct	ea2
h.1-405b-instruct	ea4
k70b-instruct	ea5
k8b-instruct	ea6
4_llama/llama-3.3-70b-instruct	eab
l8b-instruct	eac
h4-maverick-17b-128e-instruct-fp8	nad
jscout-17b-16e-instruct-fp8	nae
1icrosoft/mai-ds-r1	ean
aphi-3-medium-128k-instruct	eat
n4k-instruct	eau
hini-128k-instruct	eav
l4k-instruct	a1x
gsmall-128k-instruct	a1x
m8k-instruct	a1x
f.5-mini-instruct	eaw
joe-instruct	a1x
ivision-instruct	a1x
e4	eax
f-mini-instruct	eay
lreasoning	a1x
hultimodal-instruct	eaz
greasoning	eb0
awizardlm-2-8x22b	eb3
2mo-v2-flash	epi
d-free	a3o
8omni	epj
c-free	a3o
8pro	epk
b-free	a3o
7.5	epl
9-free	a3o
apro	epm
d-ultraspeed	a3o
2nimax-m2	ebb
a.1	ebd
c-free	a1z
b5	ebe
c-free	a1z
dhighspeed	a1z
b7	ebf
c-highspeed	a1z
a5	nbe
a7	nbf
93	ebg
a-free	a1z
bpreview	a1z
8vl-01	a1z
7.minimax-m2	ebb
i.1	ebd
j5	ebe
7/minimax-m2	ebb
i.1	ebd
k-lightning	a1z
j5	ebe
k-highspeed	a1z
llightning	a1z
j7	ebf
k-highspeed	a1z
h3	ebg
7ai/minimax-m1-80k	eba
j2	ebb
k.1	ebd
l5	ebe
m-fast	nbe
ntee	ebe
l7	ebf
j3	ebg
4stral-3b	ebv
c-2410	a21
dlatest	a21!
a8b-2410	a21
dlatest	a21!
2stral-7b	a21
a-instruct	ebz
bv0.1	a21
e2	a21
e3	a21
8ai/codestral-2501	ebk
bministral-3b	ebv
dstral-large-2411	ec6
jmedium-2505	a21
jnemo	ecc
jsmall-2503	a21
8large-2411	ec6
f512	ec7
e3	a21
einstruct-2407	a21
p11	a21
elatest	a21!
d2	a21
8medium-2505	a21
i8	a21
g604	a21
flatest	a21!
8nemo	ecc
c-12b	a21
dbase-2407	a21
dminitron-8b-instruct	a28
axt	a21
8small	ece!
d-2503	a21
h6	a21
f603	ecg
e3	a21
f-2-24b-instruct	nci
f.1	a21
g2	a21
h-24b-instruct-2506	eci
einstruct-2409	a21
elatest	a21!
7.devstral-2-123b	a21
8magistral-small-2509	a21
9inistral-3-14b-instruct	a21
k3b-instruct	a21
k8b-instruct	a21
astral-7b-instruct-v0:2	ec1
glarge-2402-v1:0	a21
p7-v1:0	ec5
m3-675b-instruct	a21
gsmall-2402-v1:0	a21
axtral-8x7b-instruct	eco
t-v0:1	eco
8pixtral-large-2502-v1:0	a21
8voxtral-mini-3b-2507	ecr
gsmall-24b-2507	ecu
7/codestral	a21!
h-2405	a21
j508	ebl
ilatest	a21!
imamba-latest	a21!
8devstral-2	a21
i512	ebo
hlatest	a21!
hmedium-2507	ebp
olatest	a21!
hsmall	ebq!
m-2	a21
o505	ebr
q7	ebq
nlatest	a21!
8labs-devstral-small-2512	a21
8magistral-medium-1-2-2509	a21
p2506	ebs
s9	a21
platest	a21!
ismall	a21
n-1-2-2509	a21
o2506	ebt
olatest	a21!
9inistral-14b	a21
i3-14b-2512	a21
k3b-2512	a21
k8b-2512	a21
jb	ebv
i8b	ebx
k-2512	eby
llatest	a21!
astral-large-2402	a21
p7	ec5
o11	ec6
n512	ec7
m3	a21
mlatest	a21!
gmedium	ec8!
m-2312	a21
o505	a21
q8	a21
o604	a21
n3-1-2508	a21
p5	eca
nlatest	a21!
gnemo	ecc
k-12b-instruct	a21
gsmall	ece!
l-3-2-2506	a21
mlatest	a21!
gtiny	eck!
8open-codestral-mamba	a21
dmistral-7b	nbz
lnemo	ncc
p-2407	ncc
fxtral-8x22b	ncm
n7b	nco
8pixtral-12b	ecp
j-2409	ecp
glarge	a21
l-2411	ecq
mlatest	a21!
7ai/magistral-small-2506	ebt
bistral-7b-instruct-v03	nc2
ilarge-3-675b-instruct-2512	a21
imedium-3-instruct	a21
inemo	ecc
mtron	a21
ismall-4-119b-2603	ecg
cxtral-8x22b-instruct	ecm
k7b-instruct	eco
2xtral	a21!
7-8x22b-v0.1	a21
a7b-v0.1	a21
1oonshot-v1-128k	a22
c32k	a22
c8k	a22
cauto	a22!
8.kimi-k2-thinking	ecz
8/kimi-k2-0711-preview	a22
i905-preview	a22
hthinking	ecz
p-turbo	a22
iurbo-preview	a22
g.5	ed0
h6	ed1
elatest	a22!
k-128k	a22
l32k	a22
l8k	a22
ethinking-preview	a22
9moonshot-v1-128k	a22
p-0430	a22
qvision-preview	a22
l32k	a22
o-0430	a22
pvision-preview	a22
l8k	a22
n-0430	a22
ovision-preview	a22
lauto	a22
8ai.kimi-k2.5	ed0
a/kimi-k2	ecx!
i-0905	ecy
jinstruct	ecx
r-0905	ecy
jthinking	ecz
r-maas	ecz
i.5	ed0
k-fast	nd0
ltee	ed0
j6	ed1
k-tee	ed1
j7-code	ed2
p-highspeed	a22
2rph-v3-fast	ed9
9large	eda
5/morph-v3-fast	ed9
flarge	eda
0nebius/deepseek-ai/deepseek-r1	e4x
u-0528	e4y
vdistill-llama-70b	e50
sv3	e4r
u-0324	e4t
7google/gemma-3-27b-it	e7h
7meta-llama/llama-3.3-70b-instruct	eab
oguard-3-8b	eag
imeta-llama-3.1-405b-instruct	ea4
x70b-instruct	ea5
x8b-instruct	ea6
8istralai/mistral-nemo-instruct-2407	ecc
7nousresearch/hermes-3-llama-3.1-405b	edp
8vidia/llama-3.1-nemotron-ultra-253b-v1	ee4
m3-nemotron-super-49b-v1	ee5
7qwen/qwen2-vl-72b-instruct	njc
mb-instruct	njd
h.5-32b-instruct	ejy
k72b-instruct	eje
kcoder-7b	a2l
kvl-72b-instruct	ek3
g3-14b	ek6
i235b-a22b	ek7
i30b-a3b	ekb
j2b	eke
i4b	ekf
eq-32b	elp
2motron-3-8b-chat-4k-rlhf	a28
94-15b	a28
b340b	a28
f-reward	a28
9h-47b-reasoning-128k	a28
b8b-reasoning-128k	a28
9mini-4b-instruct	a28
9nano-9b	a28
1orth-mini-code-1-0	n4d
2us-capybara-7b-v1	a27
j.9	a27
5hermes-13b	a27
c2-mixtral-8x7b	a27
esolar-10.7b	a27
eyi-34b	a27
cllama-2-7b	a27
4research/hermes-2-pro-llama-3-8b	edn
k4-405b	edr
m70b	eds
2va-canvas	aa
5reel	aa
5sonic	aa
3ita/baidu/ernie-4.5-21b-a3b	e32
u-thinking	e33
n300b-a47b-paddle	ah
nvl-28b-a3b	e35
x-thinking	ah
q424b-a47b	e36
7deepseek-v3.2	e5a
f/deepseek-prover-v2-671b	e4w
pr1-0528	e4y
w-qwen3-8b	e4z
sdistill-llama-70b	e50
z-qwen-14b	e53
z-qwen-32b	e54
sturbo	n4x
pv3-0324	e4t
sturbo	n4r
r.1	e4u
t-terminus	e59
s2	e5a
t-exp	e5b
7glm-4.6	eps
ev	ept
d7	epu
e-flash	epv
fn	a3q
b5	epx
8oogle/gemma-3-12b-it	e7f
m27b-it	e7h
8ryphe/mythomax-l2-13b	e7y
7kimi-k2-thinking	ecz
e.5	ed0
f6	ed1
8waipilot/kat-coder-pro	e95
7meta-llama/llama-3-70b-instruct	ea0
q8b-instruct	ea2
p.1-8b-instruct	ea6
q2-3b-instruct	ea9
q3-70b-instruct	eab
o4-maverick-17b-128e-instruct-fp8	nad
qscout-17b-16e-instruct	eae
8icrosoft/wizardlm-2-8x22b	eb3
9nimax-m2.1	ebd
e/minimax-m2	ebb
p.1	ebd
eai/minimax-m1-80k	eba
9stralai/mistral-nemo	ecc
8oonshotai/kimi-k2-0905	ecy
qinstruct	ecx
qthinking	ecz
7nousresearch/hermes-2-pro-llama-3-8b	edn
7openai/gpt-oss-120b	ego
m20b	egp
7qwen/qwen-2.5-72b-instruct	eje
hmt-plus	a2l
g2.5-7b-instruct	ejz
kvl-72b-instruct	ek3
g3-235b-a22b-fp8	nk7
sinstruct-2507	ek9
sthinking-2507	eka
i30b-a3b-fp8	nkb
j2b-fp8	nke
i4b-fp8	nkf
i8b-fp8	nkg
icoder-30b-a3b-instruct	ekl
o480b-a35b-instruct	ekk
imax	eks
inext-80b-a3b-instruct	eku
vthinking	ekv
iomni-30b-a3b-instruct	a2l
vthinking	a2l
ivl-235b-a22b-instruct	ekx
vthinking	eky
l30b-a3b-instruct	ekz
tthinking	el0
l8b-instruct	el2
7sao10k/l3-70b-euryale-v2.1	emk
h8b-lunaris	a2v
kstheno-v3.2	a2v
g1-70b-euryale-v2.2	nmo
7thudm/glm-4.1v-9b-thinking	eo3
7xiaomimimo/mimo-v2-flash	epi
7zai-org/autoglm-phone-9b-multilingual	a3q
fglm-4.5	epp
m-air	epq
mv	epr
l6	eps
mv	ept
l7	epu
1scale/deepseek-ai/deepseek-r1-distill-llama-70b	e50
zill-llama-8b	e51
zill-qwen-1.5b	e52
zill-qwen-14b	e53
zill-qwen-32b	e54
zill-qwen-7b	e55
7meta-llama/llama-3.1-8b-instruct	ea6
q3-70b-instruct	eab
o4-scout-17b-16e-instruct	eae
8istralai/mixtral-8x22b-instruct-v0.1	ecm
7qwen/qwen2.5-coder-32b-instruct	ejg
rb-instruct	a2l
q7b-instruct	ek0
eq-32b	elp
1vidia.nemotron-nano-12b-v2	a28
l3-30b	eea
l9b-v2	a28
gsuper-3-120b	eec
6/gliner-pii	a28
7llama-3_1-nemotron-safety-guard-8b-v3	a28
qultra-253b-v1	ee4
dnemotron-embed-vl-1b-v2	ee7
mrerank-vl-1b-v2	ee8
7nemotron-120b-a12b	eec
g3-content-safety	a28
inano-30b-a3b	eea
nomni	a28
r-30b-a3b-reasoning	eeb
isuper-120b-a12b	eec
iultra-550b-a55b	eee
gcontent-safety-reasoning-4b	a28
gmini-4b-instruct	a28
gnano-12b-v2-vl	eej
l9b-v2	eek
gvoicechat	a28
8vidia-nemotron-3-nano-30b-a3b	eea
psuper-120b-a12b-fp8	eec
pultra-550b-a55b	eee
nnano-9b-v2	eek
7streampetr	a28
2lm-d-72b	a28
0o1	egs
2-2024-12-17	egs
3mini	egt
7-2024-09-12	egu
3preview	egv
a-2024-09-12	egw
5o	egx
6-2025-03-19	a2b
13	egy
2-2025-04-16	egy
3deep-research	egz
g-2025-06-26	egz
3mini	eh0
7-2025-01-31	eh0
3pro	eh2
6-2025-06-10	eh2
14-mini	eh3
7-2025-04-16	eh3
8deep-research	eh4
l-2025-06-26	eh4
1llama/deepseek-coder-v2-base	au
pinstruct	e4v
plite-base	au
uinstruct	au
7llama2	a1w
c3	a1w
d.1	a1w
7mistral-7b-instruct-v0.1	ec0
u2	ec1
flarge-instruct-2407	a21
9xtral-8x22b-instruct-v0.1	ecm
h7b-instruct-v0.1	eco
2mo-1.7-7b	a8
6b	a8
52-1124-13b-instruct	a8
c7b-instruct	a8
57b	a8
7-0724-instruct	a8
8sft	a8
4e-1b-7b-0924-instruct	a8
1pen-mistral-7b	nbz
dnemo	ncc
7xtral-8x22b	ncm
f7b	nco
4ai codex	a2b!
6.gpt-5.4	eg5
d5	ega
boss-120b	ego
j-1:0	ego
f20b	egp
i-1:0	egp
fsafeguard-120b	a2b
p20b	egq
6/chatgpt-4o-latest	eep!
8odex	a2b!
c-mini-latest	a2b!
7gpt-3.5-turbo	eer!
k-0125	ees
m301	eet
m613	eeu
l1106	eev
m6k	eew
o-0613	a2b
linstruct	eex
lraw	a2b
b4	eey!
c-0125-preview	a2b
e314	eez
e613	a2b
d1106-preview	ef0
ivision-preview	a2b
d32k	ef1!
g-0314	ef2
i613	a2b
dclassic	a2b
k-0314	a2b
dturbo	ef3
i-2024-04-09	a2b
jpreview	ef4!
dvision-preview	ef5!
c.1	ef6
e-2025-04-14	ef6
fmini	ef7
j-2025-04-14	ef7
fnano	ef8
j-2025-04-14	ef8
d5-preview	ef9
m-2025-02-27	ef9
co	efa!
d-2024-05-13	efb
k8-06	efc
j11-20	efd
eaudio-preview	efe!
r-2024-10-01	a2b
y2-17	a2b
v5-06-03	a2b
gg	a2b
emini	eff
i-2024-07-18	efg
jaudio-preview	a2b
w-2024-12-17	a2b
jsearch	a2b
p-preview	efh
x-2025-03-11	efh
jtranscribe	efi
esearch	a2b
k-preview	efj
s-2025-03-11	efj
etranscribe	efk
b5	efl
c-2025-08-07	efl
dchat	efm
h-latest	a2b!
eodex	efn
dmini	efq
h-2025-08-07	efq
dnano	efr
h-2025-08-07	efr
dpro	efs
c.1	eft
e-codex	efv
k-max	efw
mini	efx
finstant	a2b
fthinking	a2b
d2	efy
e-chat	efz
godex	eg1
finstant	a2b
fpro	eg2
d3-chat	eg3
godex	eg4
k-spark	a2b
finstant	a2b
d4	eg5
e-mini	eg7
fnano	eg8
fpro	eg9
d5	ega
e-pro	egb
boss-120b	ego
j-fast	ngo
kmaas	ego
f20b	egp
i-maas	egp
fsafeguard-20b	egq
7o1	egs
9-2024-12-17	egs
amini	egt
e-2024-09-12	egu
apreview	egv
h-2024-09-12	egw
co	egx
d-2025-03-19	a2b
83	egy
9-2025-04-16	egy
adeep-research	egz
n-2025-06-26	egz
amini	eh0
e-2025-01-31	eh0
apro	eh2
d-2025-06-10	eh2
84-mini	eh3
e-2025-04-16	eh3
fdeep-research	eh4
s-2025-06-26	eh4
4math-nemotron-32b	a28
4reasoning-nemotron-32b	a28
n7b	a28
2us-3	ac
54	ac
6.1	ac
75	ac
76	ac
1rca-2	a1x
6-13b	a1x
77b	a1x
1vhcloud/gpt-oss-120b	ego
h20b	egp
9llama-3.1-8b-instruct	ea6
9mistral-7b-instruct-v0.3	ec2
hnemo-instruct-2407	ecc
hsmall-3.2-24b-instruct-2506	eci
bxtral-8x7b-instruct-v0.1	eco
9qwen2.5-coder-32b-instruct	njg
hvl-72b-instruct	ek3
d3-32b	eke
0paligemma-3b-mix-224	a12
3m	a12
4-2	a12
4/chat-bison	a12!
f-001	a12
5text-bison	a12!
f-001	a12
gsafety-off	a12
nrecitation-off	a12
42	a12
1erplexity/anthropic/claude-3-5-haiku-20241022	e1q
wsonnet-20241022	n1r
shaiku-4-5	n1x
sopus-4-5	n26
z6	n27
z7	n29
ssonnet-4-5	n2g
bgoogle/gemini-2.0-flash-exp	e5y
zthinking-exp	e61
r5-flash	e64
tpro	e6d
p3-flash-preview	e6i
rpro-preview	e6l
bllama-2-13b-chat	e9x
j70b-chat	e9y
h3.1-70b-instruct	ea5
l8b-instruct	ea6
bmistral-7b-instruct	ebz
dxtral-8x7b-instruct	eco
bopenai/gpt-4o	efa!
o-mini	eff
m5-mini	efq
n.1	eft
o2	efy
bperplexity/sonar	eiq
bxai/grok-2-1212	eor
mvision-1212	eot
k4-1-fast-non-reasoning	a3n
1hi-1	a1x
5.5	a1x
5_5	a1x
42	a1x
5-2.7b	a1x
43-mini-128k-instruct	eav
b4k-instruct	a1x
6small-128k-instruct	a1x
c8k-instruct	a1x
6vision-128k-instruct	a1x
5.5-mini-instruct	eaw
9oe-instruct	a1x
8vision-instruct	a1x
44	eax
5-mini	a1x
a-flash-reasoning	a1x
breasoning	a1x
7ultimodal	a1x
6reasoning	eb0
f-plus	eb1
4tiny-moe-instruct	a1x
33	a1x
4:medium	a1x
6ini	a1x
1ixtral-12b	ecp
b-2409	ecp
8large	a21!
d-latest	a21!
1rimeintellect/intellect-3	ej5
1ublicai/allenai/olmo-3-32b-think	e11
o7b-instruct	e12
rthink	e13
0qwen	a2l!
4-1.8b	a2l
9-chat	a2l
64b	a2l
53-6-plus	nlg
77-max	nlj
9plus	nlk
572b	a2l
6b	a2l
5deep-research	a2l
6oc-turbo	a2l
5flash	a2l
5long	a2l
5math-plus	a2l
aturbo	a2l
7x	ejs!
6t-plus	a2l
8turbo	a2l
5omni-turbo	a2l
5plus	ejt!
9-character	a2l
j-ja	a2l
5turbo	ejv!
5vl-chat	a2l
8max	ejw!
8plus	ejx!
4.qwen3-235b-a22b-2507-v1:0	ek9
b32b-v1:0	eke
bcoder-30b-a3b-v1:0	a2l
h480b-a35b-v1:0	a2l
hnext	ekn
bnext-80b-a3b	a2l
bvl-235b-a22b	a2l
4/qwen-2.5-72b-instruct	eje
fb-vision-instruct	a2l
amt-plus	a2l
92.5-72b-instruct	eje
eb-instruct	ejz
o-turbo	njz
dcoder-32b-instruct	ejg
dvl-72b-instruct	ek3
93-14b	ek6
b235b-a22b	ek7
k-fp8	nk7
linstruct-2507	ek9
y-maas	ek9
ztput	nk9
lthinking-2507	eka
y-fast	nka
ztee	a2l
b30b-a3b-2507	a2l
jfp8	nkb
jinstruct-2507	ekc
c2b	eke
e-fp8	nke
ftee	eke
b4b-fp8	nkf
b8b	ekg
d-fp8	nkg
bcoder-30b	a2l
k-a3b-instruct	ekl
h480b-a35b-instruct	ekk
z-fp8	nkk
z-turbo	nkk
hnext	ekn
l-fp8	nkn
bembedding-4b	ekq
l8b	ekr
bmax	eks
bnext-80b-a3b-instruct	eku
othinking	ekv
w-fast	nkv
bomni-30b-a3b-instruct	a2l
othinking	a2l
bvl-235b-a22b-instruct	ekx
othinking	eky
e30b-a3b-instruct	ekz
mthinking	el0
f2b-instruct	el1
ithinking	a2l
e8b-instruct	el2
a.5-122b-a10b	el4
d27b	el5
d35b-a3b	el6
e97b-a17b	el7
m-fast	nl7
ntee	el7
d9b	el8
b6-27b	elc
g-tee	elc
d35b-a3b	eld
dplus	elg
b7-max	elj
41.5-0.5b	a2l
c-chat	a2l
81.8b	a2l
c-chat	a2l
910b	a2l
c-chat	a2l
94b	a2l
b-chat	a2l
832b	a2l
b-chat	a2l
84b	a2l
a-chat	a2l
872b	a2l
b-chat	a2l
9b	a2l
a-chat	a2l
8moe-a2.7b	a2l
h-chat	a2l
42-0.5b	a2l
a-instruct	a2l
61.5b	a2l
a-instruct	a2l
65-14b-instruct	a2l
832b-instruct	njy
872b-instruct	nje
9b-instruct	njf,jz
8coder-32b-instruct	njg
e7b-instruct	nk0
8math-72b-instruct	a2l
eb-instruct	a2l
8omni-7b	a2l
8vl-72b-instruct	njh,k3
cb-instruct	nji
77b-a14b	a2l
e-instruct	a2l
672b	a2l
7b	a2l
6audio-7b-instruct	a2l
6math-72b-instruct	a2l
cb-instruct	a2l
6vl-2b-instruct	a2l
5.5-0.5b	a2l
c-instruct	a2l
81.5b	a2l
c-instruct	a2l
94b	a2l
b-instruct-1m	a2l
832b	a2l
9b	a2l
a-instruct	a2l
872b	a2l
9b	a2l
a-instruct-1m	a2l
8coder-0.5b	a2l
i-instruct	a2l
e1.5b	a2l
i-instruct	a2l
f4b	a2l
h-instruct	a2l
e32b	a2l
fb	a2l
g-instruct	a2l
e7b	a2l
g-fast	a2l
8math-1.5b	a2l
h-instruct	a2l
d72b	a2l
eb	a2l
dprm-72b	a2l
ib	a2l
8omni-3b	a2l
43-0.6b	a2l
a-base	a2l
61.7b-base	a2l
74b	ek6
9-base	a2l
6235b-a22b	ek7
f-instruct-2507	ek9
gthinking	a2l
o-2507	eka
630b-a3b	ekb
d-base	a2l
72b	eke
64b-instruct-2507	a2l
9thinking-2507	a2l
65-35b-a3b	nl6
997b-a17b	nl7
89b	nl8
66-27b	nlc
68b	ekg
8-base	a2l
6coder	ekk
b-30b-a3b-instruct	ekl
c480b-a35b-instruct	ekk
u-turbo	a2l
cflash	ekm
cnext	ekn
cplus	eko
6embedding-8b	ekr
6max	eks
6next-80b	a2l
e-a3b-instruct	eku
jthinking	ekv
6omni-30b-a3b-instruct	a2l
jthinking	a2l
bflash	a2l
6reranker-0.6b	a2l
f4b	a2l
6vl-235b-a22b	a2l
i-instruct	ekx
ab-instruct	a2l
cthinking	a2l
930b-a3b	a2l
a2b-thinking	a2l
94b-instruct	a2l
cthinking	a2l
9plus	a2l
5.5-0.8b	a2l
8122b-a10b	el4
827b	el5
9b	a2l
835b-a3b	el6
997b-a17b	el7
84b	a2l
8flash	a2l
8omni-plus	a2l
h-realtime	a2l
8plus	a2l
66-27b	elc
835b-a3b	eld
8flash	ele
8max-preview	elf
8plus	elg
c-free	a2l
67-max	elj
8plus	elk
2q-32b	elp
4plus	a2l
0recraft/recraft-v3	els
h4	elt
i-pro	elu
i.1	em1
k-pro	em2
lutility	em4
s-pro	em5
3urrentgemma-2b-it	a12
f9b-it	a12
2ka-core	a2q
9-20240415	a2q
f501	a2q
5edge-20240208	a2q
5flash	a2q
a-20240226	a2q
b3.1	a2q
2plicate/anthropic/claude-3.5-haiku	e1p
vsonnet	e1r
t7-sonnet	e1t
r4-sonnet	n2f
s.5-haiku	ac
vsonnet	ac
adeepseek-ai/deepseek-r1	e4x
vv3	e4r
x.1	e4u
agoogle/gemini-2.5-flash	e64
o3-pro	a12
aibm-granite/granite-3.3-8b-instruct	a18
ameta/llama-2-13b	a1w
q-chat	e9x
n70b	a1w
q-chat	e9y
ob	a1w
p-chat	a1w
l3-70b	e9z
q-instruct	ea0
n8b	ea1
p-instruct	ea2
bistralai/mistral-7b-instruct-v0.2	ec1
vv0.1	a21
mxtral-8x7b-instruct-v0.1	eco
aopenai/gpt-4.1	ef6
o-mini	ef7
pnano	ef8
mo	efa!
n-mini	eff
l5	efl
m-mini	efq
nnano	efr
loss-120b	ego
ho1	egs
j-mini	egt
i4-mini	eh3
aqwen/qwen3-235b-a22b-instruct-2507	ek9
axai/grok-4	eoy
0sakana/fugu-ultra	emh
2mbanova/deepseek-r1	e4x
jv3-0324	e4t
l.1	e4u
m2	e5a
agemma-4-31b-it	e7m
bpt-oss-120b	ego
allama-4-maverick-17b-128e-instruct	ead
iscout-17b-16e-instruct	eae
ameta-llama-3.1-405b-instruct	ea4
p70b-instruct	ea5
p8b-instruct	ea6
n2-1b-instruct	a1w
p3b-instruct	a1w
n3-70b-instruct	a1w
binimax-m2.7	ebf
aqwen2-audio-7b-instruct	a2l
f.5-72b-instruct	nje
icoder-32b-instruct	njg
e3-32b	eke
cq-32b	elp
2o10k/l3-70b-euryale-v2.1	emk
a8b-lunaris	a2v
dstheno-v3.2	a2v
91-70b-euryale-v2.2	nmo
2rvamai/sarvam-m	emq
1caleway/google/gemma-3-27b-it	e7h
m4-26b-a4b-it	e7l
9meta/llama-3.3-70b-instruct	eab
aistralai/devstral-2-123b-instruct-2512	ebo
jmistral-medium-3.5-128b	a21
rsmall-3.2-24b-instruct-2506	eci
jpixtral-12b-2409	ecp
jvoxtral-small-24b-2507	ecu
9openai/gpt-oss-120b	ego
9qwen/qwen3-235b-a22b-instruct-2507	ek9
kcoder-30b-a3b-instruct	ekl
j.5-397b-a17b	el7
k6-35b-a3b	eld
1hieldgemma-27b	a12
db	a12
c9b	a12
1nowflake/claude-3-5-sonnet	n1r!
j7-sonnet	n1t
h4-opus	n24
jsonnet	n2f
hhaiku-4-5	n1x
hsonnet-4-5	n2g
q6	n2h
adeepseek-r1	e4x
agemma-7b	a12
ajamba-1.5-large	nb
kmini	nc
ginstruct	ef
allama2-70b-chat	n9y
f3-70b	a1w
h8b	a1w
g.1-405b	a1w
j70b	a1w
j8b	a1w
h2-1b	a1w
j3b	a1w
h3-70b	a1w
f4-maverick	nad
amistral-7b	a21
ilarge	ec4!
n2	a21
cxtral-8x7b	ecn
1olar-0-70b-16bit	a3k
610.7b-instruct-v1.0	a3k
cv1.0	a3k
6mini	a3k
6pro-241126	a3k
apreview-instruct	a3k
92	a3k
93	nog
2nnet-3.5	ac
97	ac
74	ac
8.5	ac
96	ac
1tep-1-32k	a37
52-16k	a37
53.5-flash	ene
e-2603	a37
77-flash	enf
4fun-ai/step-3.5-flash	ene
i7-flash	enf
7/step-3.5-flash	ene
f7-flash	enf
0tencent/deepseek-v4-flash	e5d
kpro	e5g
8hunyuan-a13b-instruct	enj
9y3-preview	eno
3sormesh/deepseek-ai/deepseek-v4-flash	e5d
bgoogle/gemma-4-31b-it	e7m
bminimaxai/minimax-m2.5	ebe
coonshotai/kimi-k2.6	ed1
bopenai/gpt-oss-120b	ego
q20b	egp
bqwen/qwen3-coder-480b-a35b-instruct-fp8	nkk
l.5-397b-a17b-fp8	nl7
m6-27b-fp8	nlc
2xt-ada-001	a2b
5babbage-001	a2b
6ison	a12!
a32k	a12
d@002	a12
a@001	a12
d2	a12
5completion-codestral/codestral-2405	a21
z-latest	a21!
ginception/mercury-edit-2	a19
6urie-001	a2b
5davinci-001	a2b
f3	a2b
5embedding-3-large	eh9
hsmall	eha
fada-002	ehb
5moderation-latest	a2b!
5similarity-curie-001	a2b
gdavinci-001	a2b
5unicorn	a12
c@001	a12
1iny-aya-earth	aq
9fire	aq
9global	aq
9water	aq
2tan-text-express	aa
i-v1	aa
bg1-express	aa
blite	aa
f-v1	aa
bpremier	aa
i-v1	aa
7g1-large	aa
1ogether_ai/deepseek-ai/deepseek-r1	e4x
z-0528-tput	n4y
xv3	e4r
z.1	e4u
cmeta-llama/llama-3.2-3b-instruct-turbo	na9
v3-70b-instruct-turbo	nab
zb-instruct-turbo-free	nab
t4-maverick-17b-128e-instruct-fp8	nad
vscout-17b-16e-instruct	eae
nmeta-llama-3.1-405b-instruct-turbo	na4
z.1-70b-instruct-turbo	na5
z.1-8b-instruct-turbo	na6
distralai/mistral-7b-instruct-v0.1	ec0
usmall-24b-instruct-2501	ecf
oxtral-8x7b-instruct-v0.1	eco
doonshotai/kimi-k2-instruct	ecx
zruct-0905	ecy
u.5	ed0
copenai/gpt-oss-120b	ego
r20b	egp
cqwen/qwen2.5-72b-instruct-turbo	nje
qb-instruct-turbo	njz
l3-235b-a22b-fp8-tput	nk7
xinstruct-2507-tput	nk9
xthinking-2507	eka
ncoder-480b-a35b-instruct-fp8	nkk
nnext-80b-a3b-instruct	eku
z-thinking	ekv
m.5-397b-a17b	el7
ctogethercomputer/codellama-34b-instruct	a3h
czai-org/glm-4.5-air-fp8	npq
q6	eps
q7	epu
1ulu-2-13b	a8
770b	a8
8b	a8
7dpo-13b	a8
b70b	a8
cb	a8
0upstage/solar-10_7b-instruct	a3k
1s-gov.anthropic.claude-sonnet-4-5-20250929-v1:0	n2g
2.amazon.nova-2-lite-v1:0	e19
hpro-preview-20251202-v1:0	aa
flite-v1:0	e1a
fmicro-v1:0	e1b
fpremier-v1:0	e1c
ho-v1:0	e1d
4nthropic.claude-3-5-haiku-20241022-v1:0	e1q
osonnet-20240620-v1:0	n1s
z1022-v2:0	n1r
m7-sonnet-20250219-v1:0	e1t
mhaiku-20240307-v1:0	n1l
mopus-20240229-v1:0	n1n
msonnet-20240229-v1:0	n1o
kfable-5	e1v
khaiku-4-5-20251001-v1:0	n1x
kopus-4-1-20250805-v1:0	n25
r20250514-v1:0	n24
r5-20251101-v1:0	n26
r6-v1	n27
r7	n29
r8	n2b
p5	e2d
ksonnet-4-20250514-v1:0	n2f
t5-20250929-v1:0	n2g
t6	n2h
r5	e2i
3deepseek.r1-v1:0	e4x
cv3.2	e5a
3meta.llama3-1-405b-instruct-v1:0	na4
h70b-instruct-v1:0	na5
h8b-instruct-v1:0	na6
f2-11b-instruct-v1:0	a1w
ib-instruct-v1:0	na8
h3b-instruct-v1:0	na9
h90b-instruct-v1:0	a1w
f3-70b-instruct-v1:0	nab
d4-maverick-17b-instruct-v1:0	a1w
fscout-17b-instruct-v1:0	a1w
4istral.pixtral-large-2502-v1:0	a21
3writer.palmyra-x4-v1:0	a3m
j5-v1:0	eop
2/claude-opus-4-6	n27
i-20260205	n27
asonnet-4-6	n2h
0vercel_ai_gateway/alibaba/qwen-3-14b	nk6
x235b	a2l
x30b	a2l
y2b	nke
u3-coder	ekk
jmazon/nova-lite	aa
umicro	aa
upro	aa
jnthropic/claude-3-5-sonnet	n1r!
z3-5-sonnet-20241022	n1r
z3-7-sonnet	n1t
z3-haiku	e1l
z3-opus	e1n
z3.5-haiku	e1p
z3.5-sonnet	e1r
z3.7-sonnet	e1t
z4-opus	n24
z4-sonnet	n2f
zhaiku-4.5	e1x
zopus-4	e24
zopus-4.1	e25
zopus-4.5	e26
zopus-4.6	e27
zsonnet-4	e2f
zsonnet-4.5	e2g
icohere/command-a	e45
xr	e46!
y-plus	e49!
ideepseek/deepseek-r1	e4x
z-r1-distill-llama-70b	e50
z-v3	e4r
iglm-4.6	eps
joogle/gemini-2.0-flash	a12
z-flash-lite	a12
y5-flash	e64
z-pro	e6d
sma-2-9b	a12
iinception/mercury-coder-small	a19
imeta/llama-3-70b	e9z
v8b	ea1
u.1-70b	a1w
x8b	a1w
v2-11b	a1w
yb	a1w
x3b	a1w
x90b	a1w
v3-70b	a1w
t4-maverick	ead
vscout	eae
jistral/codestral	a21!
qdevstral-small	ebq!
qmagistral-medium	a21!
z-small	a21
rinistral-3b	ebv
z-8b	ebj
sstral-large	ec4!
ysaba-24b	a21
zmall	ece!
sxtral-8x22b-instruct	ecm
qpixtral-12b	ecp
ylarge	a21
joonshotai/kimi-k2	ecx!
krph/morph-v3-fast	ed9
xlarge	eda
iopenai/gpt-3.5-turbo	eer!
zrbo-instruct	eex
t4-turbo	ef3
u.1	ef6
w-mini	ef7
xnano	ef8
uo	efa!
v-mini	eff
po1	egs
q3	egy
r-mini	eh0
q4-mini	eh3
iperplexity/sonar	eiq
y-pro	eiu
zreasoning	eiw
zreasoning-pro	eix
ixai/grok-2	eoq
s-vision	a3n
r3	eou
s-fast	a3n
tmini	eow
x-fast	a3n
r4	eoy
izai/glm-4.5	epp
t-air	epq
s6	eps
3tex_ai/claude-3-5-haiku	e1p
q@20241022	n1q
lsonnet	n1r!
r-v2	ac
u@20241022	ac
r@20240620	n1s
j7-sonnet@20250219	n1t
jhaiku	e1l
o@20240307	n1l
jopus	e1n
n@20240229	n1n
jsonnet	e1o
p@20240229	n1o
hfable-5	e1v
o@default	ac
hhaiku-4-5	n1x
q@20251001	n1x
hopus-4	e24
n-1	n25
p@20250805	n25
o5	n26
p@20251101	n26
o6	n27
p@default	ac
o7	n29
p@default	ac
o8	n2b
p@default	ac
n@20250514	n24
m5	e2d
n@default	ac
hsonnet-4	e2f
p-5	n2g
r@20250929	n2g
q6	n2h
r@default	ac
p@20250514	n2f
o5	e2i
p@default	ac
bodestral-2	a21
l501	ebk
l@001	a21
j@2405	a21
klatest	a21
adeepseek-ai/deepseek-r1-0528-maas	e4y
vv3.1-maas	e4u
y2-maas	e5a
agemini-3-flash-preview	e6i
jpro-preview	e6l
i.1-flash-lite	e6o
v-preview	e6q
lpro-preview	e6s
w-customtools	e6t
j5-flash	e6u
q-lite	e6v
j6-flash	e6w
boogle/gemma-4-26b-a4b-it-maas	e7l
ajamba-1.5	a3
j-large	nb
p@001	a3
kmini	nc
o@001	a3
ameta/llama-3.1-405b-instruct-maas	ea4
p70b-instruct-maas	ea5
p8b-instruct-maas	ea6
n2-90b-vision-instruct-maas	eaa
l4-maverick-17b-128e-instruct-maas	ead
z-16e-instruct-maas	a1w
nscout-17b-128e-instruct-maas	a1w
y6e-instruct-maas	eae
k3-405b-instruct-maas	a1w
m70b-instruct-maas	na0
m8b-instruct-maas	na2
binimaxai/minimax-m2-maas	ebb
cstral-large-2411	ec6
n@2407	a21
q11-001	a21
olatest	a21
imedium-3	ec9
q@001	a21
inemo@2407	a21
nlatest	a21
ismall-2503	a21
s@001	a21
hai/codestral-2	a21
v@001	a21
kmistral-medium-3	ec9
z3@001	a21
boonshotai/kimi-k2-thinking-maas	ecz
aopenai/gpt-oss-120b-maas	ego
p20b-maas	egp
aqwen/qwen3-235b-a22b-instruct-2507-maas	ek9
lcoder-480b-a35b-instruct-maas	ekk
lnext-80b-a3b-instruct-maas	eku
ythinking-maas	ekv
axai/grok-4.1-fast-non-reasoning	a3n
sreasoning	a3n
l20-non-reasoning	a3n
oreasoning	a3n
azai-org/glm-4.7-maas	epu
m5-maas	epx
0wandb/deepseek-ai/deepseek-r1-0528	e4y
rv3-0324	e4t
t.1	e4u
6meta-llama/llama-3.1-8b-instruct	ea6
p3-70b-instruct	eab
n4-scout-17b-16e-instruct	eae
7icrosoft/phi-4-mini-instruct	eay
8nimaxai/minimax-m2.5	ebe
7oonshotai/kimi-k2-instruct	ecx
o.5	ed0
6openai/gpt-oss-120b	ego
l20b	egp
6qwen/qwen3-235b-a22b-instruct-2507	ek9
rthinking-2507	eka
hcoder-480b-a35b-instruct	ekk
6zai-org/glm-4.5	epp
2tsonx/google/flan-t5-xl-3b	a12
8ibm/granite-13b-chat-v2	a18
oinstruct-v2	a18
k3-3-8b-instruct	a18
m8b-instruct	a18
k4-h-small	a18
kguardian-3-2-2b	a18
v3-8b	a18
kttm-1024-96-r2	a18
p536-96-r2	a18
o512-96-r2	a18
kvision-3-2-2b	a18
8meta-llama/llama-3-2-11b-vision-instruct	na7
ub-instruct	na8
t3b-instruct	na9
t90b-vision-instruct	naa
r3-70b-instruct	nab
p4-maverick-17b	a1w
pguard-3-11b-vision	a1w
9istralai/mistral-large	ec4!
qmedium-2505	a21
qsmall-2503	a21
w3-1-24b-instruct-2503	nch
ipixtral-12b-2409	ecp
8openai/gpt-oss-120b	ego
2vecoder-ultra-6.7b	a1x
1orldpm-72b	a2l
1riter.palmyra-x4-v1:0	a3m
g5-v1:0	eop
0xai.grok-4.3	ep5
3/grok-2	eoq
a-1212	eor
blatest	a3n!
bvision	a3n
h-1212	eot
ilatest	a3n!
93	eou
a-beta	eov
bfast-beta	a3n
glatest	a3n!
blatest	a3n!
bmini	eow
f-beta	eox
gfast	a3n
k-beta	a3n
llatest	a3n!
glatest	a3n!
94	eoy
a-0709	a3n
b1-fast	np0
h-non-reasoning	a3n
v-latest	a3n!
ireasoning	a3n
r-latest	a3n!
bfast-non-reasoning	a3n
greasoning	a3n
blatest	a3n!
a.1-fast-non-reasoning	a3n
ireasoning	a3n
b20-0309-reasoning	a3n
ebeta-0309-non-reasoning	a3n
oreasoning	a3n
emulti-agent	ep3
p-beta	ep4
u-0309	a3n
enon-reasoning	a3n
r-beta	a3n
ereasoning	a3n
n-beta	a3n
b3	ep5
c-latest	a3n!
b5	ep6
c-latest	a3n!
9beta	ep8!
auild-0.1	ep9
9code-fast	a3n
i-1	epa
k-0825	a3n
9imagine-video	epd
m-1.5	epe
9stt	a3n
9vision-beta	epg
aoice-think-fast-1.0	a3n
1iaomi/mimo-v2-flash	epi
fpro	epk
e.5	epl
g-pro	epm
6mimo/mimo-v2-flash	epi
jpro	epk
i.5	epl
k-pro	epm
0yi-1.5-34b	a0
a-chat-16k	a0
76b	a0
9-chat	a0
79b	a0
9-chat	a0
e-16k	a0
36b-chat	a0
39b	a0
3coder-1.5b-chat	a0
99b-chat	a0
8:9b	a0
3large-preview	a0
4ightning	a0
3medium	a0
3vl-34b	a0
0z-ai/glm-5.1	epz
1ai-org/autoglm-phone-9b-multilingual	a3q
8glm-4.5	epp
f-air	epq
fv	epr
e6	eps
fv	ept
e7	epu
f-flash	epv
gmaas	epu
c5	epx
d-fp8	npx
emaas	epx
etee	epx
d.1	epz
f-tee	epz
e2	eq0
f-tee	eq0
dv-turbo	eq3
3.glm-4.7	epu
b-flash	epv
85	epx
3/glm-4-32b-0414-128k	a3q
9.5	epp
b-air	epq
fx	a3q
cflash	a3q
cx	a3q
bv	epr
a6	eps
bv	ept
c-flash	a3q
a7	epu
b-flash	epv
hx	a3q
85	epx
9-code	a3q
aturbo	epy
9.1	epz
a2	eq0
b-fast	a3q
9v-turbo	eq3
1ephyr-7b-alpha	a17
agemma-v0.1	a17
0千问	a2l!
0文心一言	ah!
0智谱清言	a3q!
0月之暗面	a22!
0混元	a3b!
0腾讯混元	a3b!
0通义千问	a2l!`;
