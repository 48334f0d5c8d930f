import { cart } from './cart.js';
import { h, icon } from './dom.js';

// One less, how many, one more.
export function stepper(productId, name, quantity) {
  const step = (label, by, glyph) => h('button', {
    type: 'button', 'aria-label': `${label} ${name}`, 'data-key': `${by}:${productId}`, disabled: quantity + by > 99,
    onclick: () => cart.set(productId, cart.quantityOf(productId) + by),
  }, icon(glyph));

  return h('div', { class: 'stepper', role: 'group', 'aria-label': `Quantity of ${name}` },
    step(quantity === 1 ? 'Remove' : 'One less', -1, 'minus'),
    h('output', {}, String(quantity)),
    step('One more', 1, 'plus'));
}
