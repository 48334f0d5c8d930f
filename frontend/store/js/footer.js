import { calls } from './api.js';
import { h, show } from './dom.js';
import { toast } from './toasts.js';

// The discreet line at the bottom: who answered last, and under which trace the dashboard shows how.
export function followCalls() {
  const line = document.getElementById('trace');
  calls.addEventListener('served', ({ detail: { by, traceId } }) => {
    line.hidden = !by && !traceId;
    show(line,
      by && h('span', {}, 'served by ', h('code', {}, by)),
      traceId && h('button', { type: 'button', class: 'trace', title: 'Copy the trace id', 'data-key': 'trace', onclick: () => copy(traceId) },
        'trace ', h('code', {}, `${traceId.slice(0, 8)}…`)));
  });
}

async function copy(traceId) {
  try {
    await navigator.clipboard.writeText(traceId);
    toast('Trace id copied', traceId);
  } catch {
    toast('Trace id', traceId);
  }
}
