const encoder = new TextEncoder();

/** SHA-256 of each text as UTF-8, in hexadecimal digits. */
export async function hashTexts(texts: readonly string[]): Promise<readonly string[]> {
  return Promise.all(texts.map(hashText));
}

async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
