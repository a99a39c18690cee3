/** The pieces in which the JSON text of a tool's input is streamed. Joined they are the text; no character is split. */
export function splitJson(json: string): readonly string[] {
  return json.match(/.{1,12}/gsu) ?? [];
}
