/** Fields that sound like naming or picking a model and do not, and why. */
export interface Harmless {
  readonly reason: string;
  /** Spelled as on the wire; `**` stands for anything, `<any>` for a name that the caller chooses. */
  readonly patterns: readonly string[];
}

/**
 * What the walk finds and the guard rightly passes over. A pattern that ends in `<any>` excuses names that the caller
 * chooses, never a field that OpenRouter describes: a new one of those is found, wherever it is.
 */
export const harmlessFields: readonly Harmless[] = [
  {
    reason:
      'Tells which model wrote an earlier answer. Only `pin_model` uses it again, and then it is judged.',
    patterns: ['messages[]{role=assistant}.model'],
  },
  {
    reason: 'An earlier output, sent again: tells which models took part in it, and starts none.',
    patterns: [
      'input[]{type=openrouter:advisor}.model',
      'input[]{type=openrouter:subagent}.model',
      'input[]{type=openrouter:fusion}.responses[].model',
      'input[]{type=openrouter:fusion}.failed_models[].model',
      'input[]{type=openrouter:fusion}.failed_models[].error',
      'input[]{type=openrouter:fusion}.failed_models[].status_code',
      'input[]{type=openrouter:fusion}.analysis.contradictions[].stances[].model',
      'input[]{type=openrouter:fusion}.analysis.unique_insights[].model',
      'input[]{type=openrouter:fusion}.analysis.partial_coverage[].models[]',
    ],
  },
  {
    reason: 'An earlier turn, sent again: the name of its writer, for the model to read.',
    patterns: ['input[]{type=agent_message}.agent.agent_name'],
  },
  {
    reason:
      'An earlier turn, call or result, sent again: content that the model reads, not an instruction to the server.',
    patterns: [
      'input[]{type=agent_message}**<any>',
      'input[]{type=apply_patch_call}**<any>',
      'input[]{type=code_interpreter_call}**<any>',
      'input[]{type=computer_call}**<any>',
      'input[]{type=custom_tool_call_output}**<any>',
      'input[]{type=file_search_call}**<any>',
      'input[]{type=function_call}**<any>',
      'input[]{type=function_call_output}**<any>',
      'input[]{type=local_shell_call}**<any>',
      'input[]{type=mcp_call}**<any>',
      'input[]{type=mcp_list_tools}.tools[].input_schema.<any>',
      'input[]{type=message}**<any>',
      'input[]{type=openrouter:apply_patch}**<any>',
      'input[]{type=openrouter:memory}**<any>',
      'input[]{type=openrouter:shell}**<any>',
      'input[]{type=shell_call}**<any>',
      'input[]{type=shell_call_output}**<any>',
      'input[]{type=web_search_call}**<any>',
      'messages[]{role=**}.content[]{type=**}**<any>',
      'messages[]{role=assistant}.reasoning_details[]{type=UNKNOWN}.raw.<any>',
    ],
  },
  {
    reason: 'Compaction runs on the model that answers.',
    patterns: ['input[]{type=compaction}**<any>', 'input[]{type=context_compaction}**<any>'],
  },
  {
    reason: 'Points by name at a tool that stands in `tools`, where it is judged.',
    patterns: [
      'messages[]{role=**}.content[]{type=tool_addition}.tool{type=tool_reference}',
      'messages[]{role=**}.content[]{type=tool_addition}.tool{type=mcp_tool_reference}',
      'messages[]{role=**}.content[]{type=tool_addition}.tool{type=mcp_toolset_reference}',
      'messages[]{role=**}.content[]{type=tool_removal}.tool{type=tool_reference}',
      'messages[]{role=**}.content[]{type=tool_removal}.tool{type=mcp_tool_reference}',
      'messages[]{role=**}.content[]{type=tool_removal}.tool{type=mcp_toolset_reference}',
    ],
  },
  {
    reason: "The caller's own JSON Schema or grammar: a `model` in it is the name of a piece of data.",
    patterns: [
      'response_format{type=json_schema}.json_schema.schema.<any>',
      'text.format{type=json_schema}.schema.<any>',
      'output_config.format{type=json_schema}.schema.<any>',
      '**tools[]{type=function}.parameters.<any>',
      'tools[]{type=function}.function.parameters.<any>',
      '**tools[]{type=namespace}.tools[]{type=function}.output_schema.<any>',
      'tools[]{type=custom}.input_schema{type=<any>}**<any>',
      '**tools[]{type=custom}.format{type=UNKNOWN}.raw.<any>',
    ],
  },
  {
    reason: 'Labels of the caller: OpenRouter passes them on or writes them down.',
    patterns: ['metadata.<any>', 'trace.<any>', 'trace.additional_properties.<any>'],
  },
  {
    reason: 'Not supported: any value but null is answered with 400, as nothing is stored.',
    patterns: ['previous_response_id.<any>'],
  },
  {
    reason: 'Chooses among providers of the same model.',
    patterns: ['provider.allow_fallbacks'],
  },
  {
    reason: 'Deprecated, and only orders `models`, each of which is judged.',
    patterns: ['route'],
  },
  {
    reason: 'Which search, fetch, sandbox or PDF reader is used; what it finds enters the prompt.',
    patterns: [
      'plugins[]{id=web}.engine',
      'plugins[]{id=file-parser}.pdf.engine',
      '**tools[]{type=openrouter:web_search}.parameters.engine',
      '**tools[]{type=openrouter:web_fetch}.parameters.engine',
      '**tools[]{type=openrouter:bash}.parameters.engine',
      '**tools[]{type=openrouter:shell}.parameters.engine',
      '**tools[]{type=openrouter:apply_patch}.parameters.engine',
      ...[
        'web_search',
        'web_search_preview',
        'web_search_preview_2025_03_11',
        'web_search_2025_08_26',
      ].flatMap((type) => [`**tools[]{type=${type}}.engine`, `tools[]{type=${type}}.parameters.engine`]),
    ],
  },
  {
    reason: 'How the prompt is shortened: `middle-out` cuts text out, without a model.',
    patterns: ['plugins[]{id=context-compression}.engine'],
  },
  {
    reason:
      'A plugin that prepares the prompt, checks it, or repairs the syntax of the response; none writes a response.',
    patterns: [
      'plugins[]{id=context-compression}',
      'plugins[]{id=file-parser}',
      'plugins[]{id=moderation}',
      'plugins[]{id=response-healing}',
      'plugins[]{id=web}',
      'plugins[]{id=web-fetch}',
    ],
  },
  {
    reason: 'Works with the model of the request unless `parameters.model` names one, which is judged.',
    patterns: ['**tools[]{type=openrouter:subagent}'],
  },
  {
    reason: 'Lists slugs for the model to read. An advisor that could be given one is refused for itself.',
    patterns: ['**tools[]{type=openrouter:experimental__search_models}'],
  },
  {
    reason:
      'Runs at OpenRouter or a third party without an OpenRouter model: search, files, clock, shell, editors, MCP.',
    patterns: [
      ...['apply_patch', 'bash', 'datetime', 'files', 'shell', 'tool_search', 'web_fetch', 'web_search'].map(
        (name) => `**tools[]{type=openrouter:${name}}`,
      ),
      ...[
        'apply_patch',
        'code_interpreter',
        'computer_use_preview',
        'file_search',
        'local_shell',
        'mcp',
        'shell',
      ].map((type) => `**tools[]{type=${type}}`),
      ...['web_search', 'web_search_preview', 'web_search_preview_2025_03_11', 'web_search_2025_08_26'].map(
        (type) => `**tools[]{type=${type}}`,
      ),
      ...['bash_20250124', 'text_editor_20250124', 'web_search_20250305', 'web_search_20260209'].map(
        (type) => `tools[]{type=${type}}`,
      ),
      ...['bm25', 'bm25_20251119', 'regex', 'regex_20251119'].map(
        (name) => `tools[]{type=tool_search_tool_${name}}`,
      ),
    ],
  },
  {
    reason: 'A function that the caller runs itself, or a name for several.',
    patterns: [
      '**tools[]{type=function}',
      '**tools[]{type=custom}',
      '**tools[]{type=namespace}',
      '**tools[]{type=namespace}.tools[]{type=UNKNOWN}',
    ],
  },
  {
    reason: 'Any text may be a type: a tool that is not described is judged by the fields that it has.',
    patterns: ['**tools[]{type=<any>}'],
  },
];
