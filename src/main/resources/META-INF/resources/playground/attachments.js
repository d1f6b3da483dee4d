// Files that go with a message: images and documents as parts of it, small texts as text, and addresses by name.

/** A request's body may have 10 MB by default, and bytes grow by a third on their way into JSON. */
const MOST_BYTES = 6_000_000;
const TEXT = /^(text\/|application\/(json|xml|x-yaml|javascript))/;

/**
 * Reads a file; fails with a sentence where it can't go with a message.
 * @param {object[]} others what goes with the message already
 */
export async function ofFile(file, others) {
  const { name, size } = file;
  if (size > MOST_BYTES) {
    throw new Error(`${name} has ${bytes(size)}, but may have ${bytes(MOST_BYTES)}. Give its address instead.`);
  }
  const before = others.reduce((sum, other) => sum + (other.size ?? 0), 0);
  if (before + size > MOST_BYTES) {
    throw new Error(`With ${name} the files would have ${bytes(before + size)} together, but may have ${bytes(MOST_BYTES)}. Give its address instead.`);
  }
  // Browsers know few types, and call the rest none at all or bytes: that it is text shows when it is read.
  const type = ['', 'application/octet-stream'].includes(file.type) ? 'text/plain' : file.type;
  if (TEXT.test(type)) {
    return { name, type, size, text: await textOf(file) };
  }
  if (type.startsWith('image/') || type === 'application/pdf') {
    return { name, type, size, data: base64(new Uint8Array(await file.arrayBuffer())) };
  }
  throw new Error(`${name} is ${type}. Models take images, PDFs and text in a message; give the address of other files instead.`);
}

/** What lies at an address, or at a path that the service may read. */
export function ofAddress(address) {
  const name = address.replace(/[?#].*$/, '').split(/[/\\]/).findLast(Boolean) ?? address;
  return { name: decoded(name), type: 'address', address };
}

/** Attachments as a request has them. */
export function sent(attachments) {
  return {
    parts: attachments.filter((attachment) => !attachment.address),
    fileUrls: named(attachments.filter((attachment) => attachment.address)),
  };
}

/** The attachments of a request, to be sent again. */
export function attached({ parts, fileUrls }) {
  return [...parts, ...Object.entries(fileUrls).map(([name, address]) => ({ name, type: 'address', address }))];
}

/** By name; a name that is taken gets a number. */
function named(attachments) {
  const urls = {};
  for (const { name, address } of attachments) {
    let free = name;
    for (let i = 2; free in urls; i++) {
      free = name.replace(/(\.[^.]*)?$/, ` (${i})$1`);
    }
    urls[free] = address;
  }
  return urls;
}

async function textOf(file) {
  const text = await file.text();
  if (/[\u0000\ufffd]/.test(text)) {
    throw new Error(`${file.name} is no text in UTF-8. Models take images, PDFs and text in a message; give the address of other files instead.`);
  }
  return text;
}

function bytes(number) {
  return `${number.toLocaleString()} bytes`;
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function base64(bytes) {
  let text = '';
  // In pieces, because a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}
