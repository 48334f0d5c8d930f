import { api } from './api.js';
import { cart, followQuantity } from './cart.js';
import { h, icon, show } from './dom.js';
import { count, money, sign } from './format.js';
import { stepper } from './quantity.js';

const pageSize = 24;
let categories = [];

// The shelves: what `filter` (q, category, page) selects. Leaving them aborts `signal`.
export async function showShop(screen, filter, signal) {
  document.title = filter.get('q') ? `“${filter.get('q')}” · ReferenceShop` : 'ReferenceShop';
  // A search that is refined keeps what is there until there is something better.
  const shelves = screen.querySelector('.shelves') ?? h('section', { class: 'shelves', 'aria-label': 'Products' });
  if (!shelves.isConnected) {
    show(screen, intro(), h('nav', { class: 'chips', 'aria-label': 'Categories' }), shelves);
    show(shelves, h('div', { class: 'grid' }, Array.from({ length: 12 }, skeleton)));
  }
  shelves.ariaBusy = 'true';
  screen.querySelector('.intro').hidden = filter.size > 0;
  showChips(screen, filter);
  loadCategories(signal).then(() => showChips(screen, filter));

  try {
    const page = await api.products({ q: filter.get('q'), category: filter.get('category'), page: filter.get('page'), pageSize }, signal);
    show(shelves, page.items.length > 0 ? [heading(filter, page.total), grid(page.items, signal), pager(filter, page)] : nothing(filter));
  } catch (problem) {
    if (problem.name === 'AbortError') {
      return;
    }
    show(shelves, unavailable(problem, () => showShop(screen, filter, signal)));
  }
  shelves.ariaBusy = null;
}

export function unavailable(problem, retry) {
  return h('div', { class: 'empty', role: 'alert' },
    h('h2', {}, problem.message),
    problem.detail && h('p', {}, problem.detail),
    h('button', { type: 'button', class: 'button', onclick: retry }, 'Try again'),
    problem.traceId && h('p', { class: 'fine' }, 'trace ', h('code', {}, problem.traceId)));
}

const intro = () => h('div', { class: 'intro' },
  h('h1', {}, 'A small shop that keeps its ', h('em', {}, 'promises.')),
  h('p', {}, 'Choose something, pay with a test card, and watch your order find its way, live.'));

function heading(filter, total) {
  const q = filter.get('q');
  const category = filter.get('category');
  if (!q && !category) {
    return h('h2', { class: 'visually-hidden' }, 'All products');
  }
  return h('header', { class: 'results' },
    h('h2', {}, q ? `“${q}”` : sign(category)),
    h('p', {}, count(total, 'product', 'products'), q && category ? ` in ${sign(category)}` : ''));
}

const nothing = filter => h('div', { class: 'empty' },
  h('h2', {}, 'Nothing on these shelves'),
  h('p', {}, filter.get('q') ? `We found nothing for “${filter.get('q')}”. A shorter word may help.` : 'There is nothing here at the moment.'),
  h('a', { class: 'button', href: '/' }, 'See everything'));

// The shelves live without their signs: a failure here only leaves the chips out.
async function loadCategories(signal) {
  if (categories.length === 0) {
    categories = await api.categories(signal).catch(() => []);
  }
}

function showChips(screen, filter) {
  const chosen = filter.get('category') ?? '';
  const chip = (name, label) => h('a', {
    class: 'chip', href: to(filter, { category: name, page: '' }), 'data-key': `chip:${name}`, 'aria-current': name === chosen ? 'true' : undefined,
  }, label);
  const chips = screen.querySelector('.chips');
  if (chips && categories.length > 0) {
    show(chips, chip('', 'Everything'), categories.map(({ name }) => chip(name, sign(name))));
  }
}

function grid(products, signal) {
  return h('ul', { class: 'grid' }, products.map(product => h('li', { class: 'card' }, card(product, signal))));
}

function card(product, signal) {
  const action = h('div', { class: 'card-action' });
  followQuantity(product.id, quantity => show(action, buying(product, quantity)), signal);
  return [
    h('a', { class: 'card-link', href: `/products/${product.id}` },
      h('div', { class: 'tile' }, h('img', { src: product.imageUrl, alt: '', loading: 'lazy', decoding: 'async', width: 320, height: 240 })),
      h('h3', {}, product.name)),
    h('div', { class: 'card-foot' },
      h('div', {}, h('p', { class: 'price' }, money(product.price)), stockNote(product)),
      action),
  ];
}

function buying(product, quantity) {
  return quantity > 0
    ? stepper(product.id, product.name, quantity)
    : h('button', {
      type: 'button', class: 'add', 'data-key': `1:${product.id}`, disabled: product.stock === 0,
      'aria-label': `Add ${product.name} to the cart`, onclick: () => cart.set(product.id, 1),
    }, icon('plus'));
}

export function stockNote({ stock }) {
  if (stock === 0) {
    return h('p', { class: 'stock out' }, 'Sold out');
  }
  return stock <= 5 ? h('p', { class: 'stock' }, `Only ${stock} left`) : undefined;
}

function pager(filter, { page, total }) {
  const last = Math.ceil(total / pageSize);
  if (last <= 1) {
    return undefined;
  }
  const link = (target, label, glyph) => target >= 1 && target <= last
    ? h('a', { href: to(filter, { page: target === 1 ? '' : target }), 'aria-label': label, rel: glyph === 'next' ? 'next' : 'prev' }, icon(glyph))
    : h('span', { 'aria-hidden': 'true' }, icon(glyph));
  return h('nav', { class: 'pager', 'aria-label': 'Pages' },
    link(page - 1, 'Previous page', 'back'), h('p', {}, `Page ${page} of ${last}`), link(page + 1, 'Next page', 'next'));
}

const skeleton = () => h('li', { class: 'card skeleton', 'aria-hidden': 'true' }, h('div', { class: 'tile' }), h('div', { class: 'bone' }), h('div', { class: 'bone short' }));

// The address of the same shelves with something changed; an empty value takes a part out.
export function to(filter, changes) {
  const next = new URLSearchParams(filter);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') {
      next.delete(name);
    } else {
      next.set(name, value);
    }
  }
  return next.size > 0 ? `/?${next}` : '/';
}
