import { api } from './api.js';
import { cart } from './cart.js';
import { h, icon, show } from './dom.js';
import { after, date, money, sign } from './format.js';
import { picture } from './orders.js';
import { unavailable } from './shop.js';
import { hasEnded, meaning } from './status.js';

const pollInMs = 3000;

// One order and its life, as it happens.
export async function showOrder(screen, id, signal) {
  document.title = 'Order · ReferenceShop';
  const page = h('div', { class: 'page order' });
  show(screen, page);
  show(page, h('div', { class: 'bone title' }), h('div', { class: 'bone short' }));

  try {
    const order = await api.order(id, signal);
    paint(page, order);
    if (!hasEnded(order.status)) {
      follow(id, order => paint(page, order), signal);
    }
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      show(page, problem.status === 404 ? unknown() : unavailable(problem, () => showOrder(screen, id, signal)));
    }
  }
}

function follow(id, changed, signal) {
  const events = api.orderEvents(id);
  signal.addEventListener('abort', () => events.close());

  events.addEventListener('order', event => receive(JSON.parse(event.data)));
  // The browser opens a lost stream again by itself. Where it gives up, asking now and then does the job.
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) {
      poll();
    }
  });

  function receive(order) {
    changed(order);
    if (hasEnded(order.status)) {
      events.close();
      // A refund puts the things back; a purchase may have taken them out only now.
      cart.load();
    }
    return hasEnded(order.status);
  }

  async function poll() {
    while (!signal.aborted) {
      await new Promise(resolve => setTimeout(resolve, pollInMs));
      try {
        if (receive(await api.order(id, signal))) {
          return;
        }
      } catch {
        // The next round asks again.
      }
    }
  }
}

function paint(page, order) {
  const [headline, explanation, kind] = meaning(order.status);
  show(page,
    h('a', { class: 'back', href: '/orders', 'data-key': 'back' }, icon('back'), 'Your orders'),
    h('header', { class: `verdict ${kind}` },
      h('div', { role: 'status' }, h('h1', {}, headline), h('p', {}, explanation)),
      !hasEnded(order.status) && h('p', { class: 'live' }, 'Live')),
    h('div', { class: 'order-columns' },
      h('section', { 'aria-labelledby': 'story' }, h('h2', { id: 'story' }, 'Its story'), timeline(order)),
      h('section', { 'aria-labelledby': 'things' }, h('h2', { id: 'things' }, 'In this order'), things(order), facts(order))));
}

const timeline = ({ history, status }) => h('ol', { class: 'timeline' },
  history.map((step, index) => h('li', { class: meaning(step.status)[2] },
    h('strong', {}, step.status),
    h('span', { class: 'fine' }, index === 0 ? date(step.at) : after(history[0].at, step.at)),
    h('span', { class: 'by' }, step.by))),
  !hasEnded(status) && h('li', { class: 'waiting' }, h('span', { class: 'fine' }, 'what comes next appears here')));

const things = ({ lines, total }) => h('div', { class: 'things' },
  h('ul', { class: 'lines' }, lines.map(line => h('li', { class: 'line' },
    picture(line.productId, 56),
    h('div', { class: 'line-text' }, h('a', { href: `/products/${line.productId}` }, line.name), h('p', { class: 'fine' }, `${line.quantity} × ${money(line.unitPrice)}`)),
    h('span', { class: 'price' }, money(line.lineTotal))))),
  h('p', { class: 'sum' }, h('span', {}, 'Total'), h('strong', {}, money(total))));

const facts = ({ id, style, placedAt }) => h('dl', { class: 'facts' },
  [['Placed', date(placedAt)], ['Style', sign(style)], ['Order', h('code', {}, id)]].map(([term, fact]) => h('div', {}, h('dt', {}, term), h('dd', {}, fact))));

const unknown = () => h('div', { class: 'empty' },
  h('h1', {}, 'No such order'), h('p', {}, 'At least not one of yours.'), h('a', { class: 'button', href: '/orders' }, 'Your orders'));
