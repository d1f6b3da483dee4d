// Messages between the tabs of the page.

const channel = opened();

/** No channel if the browser's storage is disabled, which in some browsers disables channels too. */
function opened() {
  try {
    return new BroadcastChannel('agency-swarm-playground');
  } catch {
    return { postMessage() {} };
  }
}

/** Notifies the other tabs of a change of a conversation: `{conversation}`, or `{agency, thread}`. */
export function tell(news) {
  channel.postMessage(news);
}

/** Calls back for each message of another tab. */
export function onTold(listen) {
  channel.onmessage = ({ data }) => listen(data);
}
