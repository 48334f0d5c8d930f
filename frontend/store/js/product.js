import { api } from './api.js';
import { cart, followQuantity } from './cart.js';
import { h, icon, show } from './dom.js';
import { money, sign } from './format.js';
import { stepper } from './quantity.js';
import { stockNote, unavailable } from './shop.js';

const dialog = document.getElementById('product');
let opening;

// One product, above the shelves. Its address is its own, so it can be linked to and gone back from.
export async function openProduct(id) {
  opening?.abort();
  opening = new AbortController();
  const { signal } = opening;
  show(dialog, closeButton(), h('div', { class: 'sheet-body' }, h('div', { class: 'tile' }), h('div', { class: 'sheet-text' }, h('div', { class: 'bone' }), h('div', { class: 'bone short' }))));
  if (!dialog.open) {
    dialog.showModal();
  }

  try {
    const product = await api.product(id, signal);
    document.title = `${product.name} · ReferenceShop`;
    const action = h('div', { class: 'sheet-action' });
    show(dialog, closeButton(), body(product, action));
    followQuantity(product.id, quantity => show(action, buy(product, quantity)), signal);
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      show(dialog, closeButton(), problem.status === 404
        ? h('div', { class: 'empty' }, h('h2', { id: 'product-name' }, 'No such product'), h('p', {}, 'It may have left the shelves.'))
        : unavailable(problem, () => openProduct(id)));
    }
  }
}

export function closeProduct() {
  opening?.abort();
  dialog.close();
}

// Leaving is a step back in the browser's history, however it is done: the router then closes the dialog.
export function followProductDialog(leave) {
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    leave();
  });
  dialog.addEventListener('click', event => {
    if (event.target === dialog || event.target.closest('.close')) {
      leave();
    }
  });
}

const closeButton = () => h('button', { type: 'button', class: 'quiet close', 'aria-label': 'Close', 'data-key': 'close' }, icon('close'));

function body(product, action) {
  return h('div', { class: 'sheet-body' },
    h('div', { class: 'tile' }, h('img', { src: product.imageUrl, alt: '', width: 640, height: 480 })),
    h('div', { class: 'sheet-text' },
      h('p', { class: 'eyebrow' }, sign(product.category)),
      h('h2', { id: 'product-name' }, product.name),
      h('p', { class: 'price' }, money(product.price)),
      h('p', { class: 'description' }, product.description),
      action,
      stockNote(product) ?? h('p', { class: 'stock plenty' }, `${product.stock} in stock`)));
}

function buy(product, quantity) {
  if (quantity > 0) {
    return h('div', { class: 'in-cart' }, stepper(product.id, product.name, quantity), h('span', {}, 'in your cart'));
  }
  return h('button', { type: 'button', class: 'button wide', 'data-key': `1:${product.id}`, disabled: product.stock === 0, onclick: () => cart.set(product.id, 1) },
    product.stock === 0 ? 'Sold out' : 'Add to cart');
}
