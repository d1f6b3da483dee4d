// Converts the settings of the side panel to fields of a request.

/**
 * Reads the settings.
 * @returns {{fields: object, faults: object}} the request's fields, and a message for each setting that is not valid
 */
export function read(settings) {
  const faults = {};
  const object = (name, label) => {
    try {
      const value = settings[name].trim() ? JSON.parse(settings[name]) : {};
      if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        throw new SyntaxError('it is not an object');
      }
      return value;
    } catch (misfit) {
      faults[name] = `${label} must be a JSON object, such as {"key": "value"}: ${misfit.message}.`;
      return {};
    }
  };
  const context = object('context', 'The user context');
  const config = {
    ...object('more', 'More of client_config'),
    ...text('model', settings.model),
    ...text('base_url', settings.baseUrl),
    ...text('api_key', settings.apiKey),
  };
  const fields = {
    ...text('recipient_agent', settings.recipient),
    ...text('additional_instructions', settings.instructions),
    ...(Object.keys(context).length > 0 && { user_context: context }),
    ...(Object.keys(config).length > 0 && { client_config: config }),
  };
  return { fields, faults };
}

function text(name, value) {
  return value.trim() ? { [name]: value.trim() } : {};
}
