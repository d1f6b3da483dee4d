// The introduction, shown before the first message.
import * as actions from './actions.js';
import { html, nothing } from './libraries.js';
import { recipient, state } from './state.js';

export function guide() {
  if (!state.graph) {
    return state.problem || state.asksToken ? nothing : html`<p class="note">Looking for the service …</p>`;
  }
  const agent = recipient();
  const buttons = agent?.data.conversationStarters?.length || agent?.data.quickReplies?.length;
  return html`
    <div class="guide">
      <h2>Talk to <em>${state.agency}</em></h2>
      <p>Your message goes to <b>${agent?.data.label}</b>${agent?.data.description ? ` (${agent.data.description.replace(/\.$/, '')})` : ''}.</p>
      ${starters('Start with', agent?.data.conversationStarters)} ${starters('Answered at once', agent?.data.quickReplies)}
      <h3>What to look at</h3>
      <ol>
        <li>${buttons ? 'Press one of the buttons above, or write' : 'Write'} a message below and press <kbd>Enter</kbd>.</li>
        <li>Watch <strong>Graph</strong>: agents, tools and flows light up as the run goes through them.</li>
        <li>Open a card in the answer: a tool's arguments and output, or the complete work of another agent.</li>
        <li><strong>Settings</strong> change a request: its recipient, instructions, user context, model and keys.</li>
        <li><strong>Frames</strong> show the events of the stream and their times. <em>Copy as curl</em> asks the same from a terminal.</li>
      </ol>
      <h3>Your own agency</h3>
      <p>
        It is a CDI producer of an <code>Agency</code>: copy a class of <code>src/main/java/io/agencyswarm/demo</code>, change it, save,
        and come back to this page. Without a key a scripted model answers in dev mode, and says so; start with
        <code>OPENAI_API_KEY</code> set for real answers. The whole API is under <a href="docs/">API</a>.
      </p>
    </div>
  `;
}

function starters(title, texts) {
  if (!texts?.length) {
    return nothing;
  }
  return html`
    <div class="starters" role="group" aria-label=${title}>
      ${texts.map((text) => html`<button type="button" @click=${() => actions.send(text)}>${text}</button>`)}
    </div>
  `;
}
