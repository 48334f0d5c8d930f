import { api } from './api.js';
import { h, icon, show } from './dom.js';
import { count, date, money } from './format.js';
import { badge } from './status.js';
import { unavailable } from './shop.js';

// The visitor's orders, newest first.
export async function showOrders(screen, page, signal) {
  document.title = 'Orders · ReferenceShop';
  const list = h('div', { class: 'orders' });
  show(screen, h('div', { class: 'page' }, h('h1', {}, 'Your orders'), list));
  show(list, Array.from({ length: 3 }, () => h('div', { class: 'order-row skeleton', 'aria-hidden': 'true' }, h('div', { class: 'bone' }), h('div', { class: 'bone short' }))));

  try {
    const answer = await api.orders(page, signal);
    show(list, answer.items.length > 0 ? [answer.items.map(row), pager(answer)] : nothing());
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      show(list, unavailable(problem, () => showOrders(screen, page, signal)));
    }
  }
}

const nothing = () => h('div', { class: 'empty' },
  h('div', { class: 'empty-mark' }, icon('bag')), h('h2', {}, 'No orders yet'), h('p', {}, 'The first one will appear here, with its whole story.'),
  h('a', { class: 'button', href: '/' }, 'To the shelves'));

const row = order => h('a', { class: 'order-row', href: `/orders/${order.id}` },
  h('div', { class: 'order-pictures' }, order.lines.slice(0, 3).map(line => picture(line.productId, 56))),
  h('div', { class: 'order-what' },
    h('strong', {}, order.lines.map(line => line.name).join(' · ')),
    h('p', { class: 'fine' }, `${date(order.placedAt)} · ${count(order.lines.reduce((sum, line) => sum + line.quantity, 0), 'piece', 'pieces')} · ${order.style}`)),
  h('div', { class: 'order-sum' }, h('span', { class: 'price' }, money(order.total)), badge(order.status)));

// An order remembers what was bought, not how it looked; a picture that is gone leaves an empty tile.
export const picture = (productId, size) => h('span', { class: 'tile' },
  h('img', { src: `/images/${productId}.svg`, alt: '', width: size, height: size, loading: 'lazy', onerror: event => event.target.remove() }));

function pager({ page, pageSize, total }) {
  const last = Math.ceil(total / pageSize);
  return last > 1 && h('nav', { class: 'pager', 'aria-label': 'Pages' },
    page > 1 ? h('a', { href: `/orders?page=${page - 1}`, 'aria-label': 'Newer orders' }, icon('back')) : h('span', {}, icon('back')),
    h('p', {}, `Page ${page} of ${last}`),
    page < last ? h('a', { href: `/orders?page=${page + 1}`, 'aria-label': 'Older orders' }, icon('next')) : h('span', {}, icon('next')));
}
