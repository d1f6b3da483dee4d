// Files that go with a message: images and documents as parts of it, small texts as text, and addresses by name.

/** A request's body may have 10 MB by default, and bytes grow by a third on their way into JSON. */
const MOST_BYTES = 6_000_000;
const TEXT = /^(text\/|application\/(json|xml|x-yaml|javascript))/;

/** Reads a file; fails with a sentence where it can't go with a message. */
export async function ofFile(file) {
  const { name, size } = file;
  if (size > MOST_BYTES) {
    throw new Error(`${name} has ${size.toLocaleString()} bytes, but may have ${MOST_BYTES.toLocaleString()}. Give its address instead.`);
  }
  const type = file.type || 'text/plain';
  if (TEXT.test(type)) {
    return { name, type, text: await file.text() };
  }
  if (type.startsWith('image/') || type === 'application/pdf') {
    return { name, type, data: base64(new Uint8Array(await file.arrayBuffer())) };
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
