import { h, icon } from './dom.js';

const tray = document.getElementById('toasts');
const lifeInMs = 6000;

// A popover lies above open dialogs, so a message is seen wherever the visitor is.
export function toast(title, detail, kind = 'note') {
  const message = h('div', { class: `toast ${kind}` },
    h('div', {}, h('strong', {}, title), detail && h('p', {}, detail)),
    h('button', { type: 'button', class: 'quiet', 'aria-label': 'Dismiss', onclick: () => drop(message) }, icon('close')));
  if (tray.matches(':popover-open')) {
    tray.hidePopover();
  }
  tray.append(message);
  tray.showPopover();
  setTimeout(() => drop(message), lifeInMs);
}

export function toastProblem(problem) {
  if (problem.name !== 'AbortError') {
    toast(problem.message, problem.detail, 'bad');
  }
}

function drop(message) {
  message.remove();
  if (!tray.hasChildNodes() && tray.matches(':popover-open')) {
    tray.hidePopover();
  }
}
