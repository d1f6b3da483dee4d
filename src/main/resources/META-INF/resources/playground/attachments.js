// Attachments of a message: images and documents as parts, small texts as text, and addresses by name.

/** A request's body may have 10 MB by default, and base64 is a third larger than the bytes. */
const MAX_BYTES = 6_000_000;
const TEXT = /^(text\/|application\/(json|xml|x-yaml|javascript))/;

/**
 * Reads a file. Fails with a message if it can't be attached.
 * @param {object[]} others the existing attachments
 */
export async function ofFile(file, others) {
  const { name, size } = file;
  if (size > MAX_BYTES) {
    throw new Error(`${name} has ${bytes(size)}, but may have ${bytes(MAX_BYTES)}. Give its address instead.`);
  }
  const before = others.reduce((sum, other) => sum + (other.size ?? 0), 0);
  if (before + size > MAX_BYTES) {
    throw new Error(`With ${name} the files would have ${bytes(before + size)} together, but may have ${bytes(MAX_BYTES)}. Give its address instead.`);
  }
  // Browsers know few types, and report none or bytes for the rest. Whether a file is text is decided by its content.
  const type = ['', 'application/octet-stream'].includes(file.type) ? 'text/plain' : file.type;
  if (TEXT.test(type)) {
    return { name, type, size, text: await textOf(file) };
  }
  if (type.startsWith('image/') || type === 'application/pdf') {
    return { name, type, size, data: base64(new Uint8Array(await file.arrayBuffer())) };
  }
  throw new Error(`${name} is ${type}. Models accept images, PDFs and text in a message; give the address of other files instead.`);
}

/** An attachment by its address, or by a path that the service may read. */
export function ofAddress(address) {
  const name = address.replace(/[?#].*$/, '').split(/[/\\]/).findLast(Boolean) ?? address;
  return { name: decoded(name), type: 'address', address };
}

/** The attachments in the form of a request. */
export function sent(attachments) {
  return {
    parts: attachments.filter((attachment) => !attachment.address),
    fileUrls: named(attachments.filter((attachment) => attachment.address)),
  };
}

/** The attachments of an earlier request. */
export function attached({ parts, fileUrls }) {
  return [...parts, ...Object.entries(fileUrls).map(([name, address]) => ({ name, type: 'address', address }))];
}

/** Attachments by name. A duplicate name gets a number. */
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
    throw new Error(`${file.name} is not UTF-8 text. Models accept images, PDFs and text in a message; give the address of other files instead.`);
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
  // In pieces, because the number of arguments of a call is limited.
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}
