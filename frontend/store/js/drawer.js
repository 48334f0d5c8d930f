import { cart } from './cart.js';
import { checkoutForm } from './checkout.js';
import { h, icon, show } from './dom.js';
import { money } from './format.js';
import { stepper } from './quantity.js';

const dialog = document.getElementById('cart');
const button = document.getElementById('open-cart');
const badge = document.getElementById('cart-count');
let paying = false;

export function followCart() {
  button.addEventListener('click', () => {
    paying = false;
    paint();
    dialog.showModal();
    cart.load();
  });
  dialog.addEventListener('click', event => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  cart.addEventListener('change', () => {
    badge.hidden = cart.pieces === 0;
    badge.textContent = cart.pieces > 99 ? '99+' : String(cart.pieces);
    button.setAttribute('aria-label', `Cart, ${cart.pieces} pieces`);
    // A payment under way must not lose what the visitor has chosen on the form.
    if (dialog.open && !(paying && cart.lines.length > 0)) {
      paint();
    }
  });
}

export const closeCart = () => dialog.close();

function paint() {
  paying &&= cart.lines.length > 0;
  show(dialog, head(), paying ? checkoutForm() : content());
}

function goTo(toPaying) {
  paying = toPaying;
  paint();
  dialog.querySelector(paying ? 'input:checked' : '[data-key=pay]')?.focus();
}

const head = () => h('header', { class: 'drawer-head' },
  paying && h('button', { type: 'button', class: 'quiet', 'aria-label': 'Back to the cart', 'data-key': 'back', onclick: () => goTo(false) }, icon('back')),
  h('h2', { id: 'cart-title' }, paying ? 'Checkout' : 'Your cart'),
  h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', 'data-key': 'close', onclick: closeCart }, icon('close')));

function content() {
  if (cart.unavailable && !cart.content) {
    return h('div', { class: 'empty' },
      h('h3', {}, 'The cart is out for a moment'), h('p', {}, 'The shelves are still open. What you put in before is kept.'),
      h('button', { type: 'button', class: 'button', 'data-key': 'retry', onclick: () => cart.load() }, 'Try again'));
  }
  const lines = cart.lines.filter(line => line.quantity > 0);
  if (lines.length === 0) {
    return h('div', { class: 'empty' },
      h('div', { class: 'empty-mark' }, icon('bag')), h('h3', {}, 'Nothing in here yet'), h('p', {}, 'Whatever you add waits here, for thirty days if need be.'),
      h('button', { type: 'button', class: 'button', 'data-key': 'browse', onclick: closeCart }, 'Keep looking'));
  }
  return [
    h('ul', { class: 'lines' }, lines.map(line)),
    h('footer', { class: 'drawer-foot' },
      h('p', { class: cart.settling ? 'sum settling' : 'sum' }, h('span', {}, 'Total'), h('strong', {}, money(cart.content.total))),
      h('button', { type: 'button', class: 'button wide', 'data-key': 'pay', disabled: cart.settling, onclick: () => goTo(true) }, 'Check out'),
      h('button', { type: 'button', class: 'text-button', 'data-key': 'empty', onclick: () => cart.empty() }, 'Empty the cart')),
  ];
}

const line = ({ productId, name, imageUrl, quantity, unitPrice, lineTotal }) => h('li', { class: 'line' },
  h('a', { class: 'tile', href: `/products/${productId}`, tabindex: -1, 'aria-hidden': 'true' }, h('img', { src: imageUrl, alt: '', width: 72, height: 72 })),
  h('div', { class: 'line-text' },
    h('a', { href: `/products/${productId}` }, name),
    h('p', { class: 'fine' }, money(unitPrice), ' each')),
  h('div', { class: 'line-numbers' },
    h('span', { class: 'price' }, money(lineTotal)),
    stepper(productId, name, quantity)));
