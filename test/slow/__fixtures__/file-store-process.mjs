// A process that uses the built file store: node file-store-process.mjs DIRECTORY KEY COMMAND [ARGUMENT]
//   write-for-ever WRITER   stores one value after the other until it is killed; a line on stdout after the first
//   write-times WRITER      stores 100 values, and the last one also under the key WRITER
//   write-bytes BYTES       stores one value of that size; prints `stored` or the error's code
//   write-powerless BYTES   the same after giving up root's power to write anywhere
import { createHash, randomInt } from 'node:crypto';
import { createFileStore } from '@distillable/catalog/file-store';

const [directory, key, command, argument] = process.argv.slice(2);
const store = createFileStore({ directory });

/** Ends with the checksum of all that stands before it, so that a torn value betrays itself. */
function compose(writer, sequence, length) {
  const body = `${writer} ${sequence} ${String(sequence % 10).repeat(length)}`;
  return `${body} ${createHash('sha256').update(body).digest('hex')}`;
}

async function writeAndReport(length) {
  try {
    await store.set(key, compose('lone', 0, length));
    console.log('stored');
  } catch (error) {
    console.log(error.code);
  }
}

const commands = {
  async 'write-for-ever'(writer) {
    for (let sequence = 0; ; sequence++) {
      await store.set(key, compose(writer, sequence, randomInt(200_000, 600_000)));
      if (sequence === 0) console.log('first value stored');
    }
  },
  async 'write-times'(writer) {
    for (let sequence = 0; sequence < 100; sequence++) {
      await store.set(key, compose(writer, sequence, randomInt(20_000)));
    }
    await store.set(writer, compose(writer, 100, 10));
  },
  'write-bytes': (length) => writeAndReport(Number(length)),
  async 'write-powerless'(length) {
    // What a write loads has to be loaded while root may still read it.
    await store.set('warm-up', '');
    const nobody = 65_534;
    process.setegid?.(nobody);
    process.seteuid?.(nobody);
    await writeAndReport(Number(length));
  },
};
await commands[command](argument);
