/** A file that can't be read on; its message says why, to follow the file's name, without a full stop. */
export class UnreadableFile extends Error {}
