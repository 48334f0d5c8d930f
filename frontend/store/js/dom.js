// Builds elements without ever parsing text as markup: whatever a product is called, it stays text.

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

// Replaces what a container shows. The element that had the focus gets it back, recognised by its data-key.
export function show(container, ...children) {
  const key = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  container.replaceChildren(...children.flat(Infinity).filter(child => child));
  if (key) {
    container.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`)?.focus({ preventScroll: true });
  }
}

const paths = {
  close: ['m5 5 10 10', 'M15 5 5 15'],
  plus: ['M10 4.5v11', 'M4.5 10h11'],
  minus: ['M4.5 10h11'],
  check: ['m4.5 10.5 3.6 3.6 7.4-8'],
  back: ['M12 4.5 6.5 10l5.5 5.5'],
  next: ['M8 4.5 13.5 10 8 15.5'],
  bag: ['M4 7h12l-.9 8.3a1.5 1.5 0 0 1-1.5 1.2H6.4a1.5 1.5 0 0 1-1.5-1.2z', 'M7 8.5V6.2a3 3 0 0 1 6 0v2.3'],
};

export const icon = name => svg('svg', { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true' }, paths[name].map(d => svg('path', { d })));
