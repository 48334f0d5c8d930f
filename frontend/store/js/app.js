import { cart } from './cart.js';
import { closeCart, followCart } from './drawer.js';
import { h, show } from './dom.js';
import { followCalls } from './footer.js';
import { showOrder } from './order.js';
import { showOrders } from './orders.js';
import { closeProduct, followProductDialog, openProduct } from './product.js';
import { showShop, to } from './shop.js';

const screen = document.getElementById('screen');
const searchBox = document.getElementById('q');
const typingPauseInMs = 250;

let current = { name: '', leaving: new AbortController() };
let shelves = new URLSearchParams();
let steps = 0;

// The address says what is on the screen. A product lies above the shelves that were there before.
function route() {
  const { pathname, search } = location;
  const product = /^\/products\/([a-z0-9-]{1,64})$/.exec(pathname)?.[1];
  const order = /^\/orders\/([0-9a-f-]{36})$/i.exec(pathname)?.[1];

  if (pathname === '/' || product) {
    shelves = product ? shelves : new URLSearchParams(search);
    enter(`shelves ${shelves}`, signal => showShop(screen, shelves, signal));
  } else if (order) {
    enter(`order ${order}`, signal => showOrder(screen, order, signal));
  } else if (pathname === '/orders') {
    const page = new URLSearchParams(search).get('page');
    enter(`orders ${page}`, signal => showOrders(screen, page, signal));
  } else {
    enter(pathname, showNothing);
  }

  if (product) {
    openProduct(product);
  } else {
    closeProduct();
  }
  if (document.activeElement !== searchBox) {
    searchBox.value = shelves.get('q') ?? '';
  }
  document.querySelector('.bar-link').toggleAttribute('aria-current', pathname.startsWith('/orders'));
}

function enter(name, showScreen) {
  if (name === current.name) {
    return;
  }
  current.leaving.abort();
  current = { name, leaving: new AbortController() };
  showScreen(current.leaving.signal);
}

function showNothing() {
  document.title = 'ReferenceShop';
  show(screen, h('div', { class: 'empty' }, h('h1', {}, 'There is nothing here'), h('a', { class: 'button', href: '/' }, 'To the shelves')));
}

function go(address, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState']({ step: replace ? steps : ++steps }, '', address);
  route();
}

// Links of the shop change the screen, not the page; those that the visitor opens elsewhere stay links.
document.addEventListener('click', event => {
  const link = event.target.closest('a[href^="/"]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  closeCart();
  const toProduct = link.pathname.startsWith('/products/');
  go(link.href);
  if (!toProduct && !link.closest('.chips')) {
    scrollTo({ top: 0 });
    screen.focus({ preventScroll: true });
  }
});

addEventListener('popstate', event => {
  steps = event.state?.step ?? 0;
  route();
});

let typing;
function search() {
  clearTimeout(typing);
  const onShelves = location.pathname === '/';
  const address = to(onShelves ? shelves : new URLSearchParams(), { q: searchBox.value.trim(), page: '' });
  go(address, { replace: onShelves });
}

searchBox.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(search, typingPauseInMs);
});
document.getElementById('search').addEventListener('submit', event => {
  event.preventDefault();
  search();
});

followProductDialog(() => steps > 0 ? history.back() : go(to(shelves, {}), { replace: true }));
document.addEventListener('bought', ({ detail: orderId }) => {
  closeCart();
  go(`/orders/${orderId}`);
  scrollTo({ top: 0 });
});

followCalls();
followCart();
route();
cart.load();
