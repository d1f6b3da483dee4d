// What this tab tells the page's other tabs, and they tell it.

const channel = opened();

/** To nobody where a browser is told to keep nothing, which for some is to be alone, too. */
function opened() {
  try {
    return new BroadcastChannel('agency-swarm-playground');
  } catch {
    return { postMessage() {} };
  }
}

/** Tells the other tabs that something of a conversation is new: `{conversation}`, or `{agency, thread}`. */
export function tell(news) {
  channel.postMessage(news);
}

/** Calls back with what another tab tells. */
export function onTold(listen) {
  channel.onmessage = ({ data }) => listen(data);
}
