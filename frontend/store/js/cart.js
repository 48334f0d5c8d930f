import { api } from './api.js';
import { toastProblem } from './toasts.js';

// What the page knows of the visitor's cart. Fires "change".
class Cart extends EventTarget {
  content = null;
  unavailable = false;
  #wanted = new Map();
  #sending = false;

  get lines() {
    return (this.content?.lines ?? []).map(line => ({ ...line, quantity: this.#wanted.get(line.productId) ?? line.quantity }));
  }

  get pieces() {
    return this.lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  // Quantities that the shop has not confirmed yet: totals are a moment old.
  get settling() {
    return this.#sending;
  }

  quantityOf(productId) {
    return this.#wanted.get(productId) ?? this.content?.lines.find(line => line.productId === productId)?.quantity ?? 0;
  }

  async load() {
    try {
      this.content = await api.cart();
      this.unavailable = false;
    } catch (problem) {
      // The rest of the page works without a cart; the drawer says that it is missing.
      this.unavailable = true;
    }
    this.#changed();
  }

  // Shows the wish at once and sends the latest one; clicks in between are not sent one by one.
  async set(productId, quantity) {
    this.#wanted.set(productId, Math.min(99, Math.max(0, quantity)));
    this.#changed();
    if (!this.#sending) {
      await this.#send();
    }
  }

  async empty() {
    try {
      await api.emptyCart();
    } catch (problem) {
      toastProblem(problem);
    }
    await this.load();
  }

  async #send() {
    this.#sending = true;
    while (this.#wanted.size > 0) {
      const [productId, quantity] = this.#wanted.entries().next().value;
      try {
        this.content = await api.setQuantity(productId, quantity);
        this.unavailable = false;
      } catch (problem) {
        this.#wanted.delete(productId);
        toastProblem(problem);
      }
      if (this.#wanted.get(productId) === quantity) {
        this.#wanted.delete(productId);
      }
      this.#sending = this.#wanted.size > 0;
      this.#changed();
    }
    this.#sending = false;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const cart = new Cart();

// Calls `paint` now and whenever the quantity of this product is another one.
export function followQuantity(productId, paint, signal) {
  let painted;
  const follow = () => {
    const quantity = cart.quantityOf(productId);
    if (quantity !== painted) {
      painted = quantity;
      paint(quantity);
    }
  };
  cart.addEventListener('change', follow, { signal });
  follow();
}
