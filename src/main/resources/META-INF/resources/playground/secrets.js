// Possible secrets are sent with their request only. They are neither stored nor copied.

/** The fields of client_config that hold keys. */
function isSecret([first, second]) {
  return first === 'api_key' || ((first === 'litellm_keys' || first === 'default_headers') && second !== undefined);
}

/**
 * The fields of a request without their secrets.
 * @returns {{fields: object, secrets: {path: string[], name: string}[]}} with the names of the variables that replace
 *     them
 */
export function withoutSecrets(fields) {
  const secrets = [];
  if (!fields.client_config) {
    return { fields, secrets };
  }
  const names = new Set();
  const stripped = (value, path) => {
    if (typeof value === 'string' && isSecret(path)) {
      secrets.push({ path: ['client_config', ...path], name: unique(nameOf(path), names) });
      return '';
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return value;
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stripped(inner, [...path, key])]));
  };
  const config = stripped(fields.client_config, []);
  if (typeof config.base_url === 'string') {
    config.base_url = config.base_url.replace(/\/\/[^/]*@/, '//');
  }
  return { fields: { ...fields, client_config: config }, secrets };
}

function nameOf([first, second]) {
  const word = (second ?? first).toUpperCase().replace(/\W+/g, '_').replace(/^(\d)/, '_$1');
  return first === 'litellm_keys' ? `${word}_API_KEY` : word;
}

function unique(name, names) {
  let free = name;
  for (let i = 2; names.has(free); i++) {
    free = `${name}_${i}`;
  }
  names.add(free);
  return free;
}
