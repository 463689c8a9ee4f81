// Language, filter, search and copy; the page reads in full without any of it.
const root = document.documentElement;

function speak(language) {
  root.lang = language;
  root.dataset.language = language;
  for (const button of document.querySelectorAll('[data-speak]')) {
    button.setAttribute('aria-pressed', String(button.dataset.speak === language));
  }
  for (const control of document.querySelectorAll('[data-label-vi]')) {
    const label = language === 'vi' ? control.dataset.labelVi : control.dataset.labelEn;
    control.setAttribute('aria-label', label);
    if (control.placeholder) control.placeholder = label;
  }
  document.title = document.querySelector(`meta[name="title-${language}"]`).content;
}

const asked = new URLSearchParams(location.search).get('lang') ?? location.hash.match(/^#(vi|en)$/)?.[1];
speak(asked === 'en' ? 'en' : 'vi');
for (const button of document.querySelectorAll('[data-speak]')) {
  button.addEventListener('click', () => speak(button.dataset.speak));
}
document.querySelector('[data-print]').addEventListener('click', () => print());

const rows = [...document.querySelectorAll('[data-rows] .row')];
const search = document.querySelector('[data-search]');
let state = '';

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
const contents = new Map(rows.map((row) => [row, plain(row.textContent)]));

function filter() {
  const wanted = plain(search.value.trim());
  for (const row of rows) {
    row.hidden = (state !== '' && row.dataset.verdict !== state) || !contents.get(row).includes(wanted);
  }
  for (const group of document.querySelectorAll('[data-rows] [data-group]')) {
    group.hidden = !group.querySelector('.row:not([hidden])');
  }
  document.querySelector('[data-none]').hidden = rows.some((row) => !row.hidden);
}

if (search) {
  search.addEventListener('input', filter);
  for (const button of document.querySelectorAll('[data-state]')) {
    button.addEventListener('click', () => {
      state = button.dataset.state;
      for (const other of document.querySelectorAll('[data-state]')) {
        other.setAttribute('aria-pressed', String(other === button));
      }
      filter();
    });
  }
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = navigator.clipboard === undefined;
  button.addEventListener('click', () =>
    navigator.clipboard.writeText(button.previousElementSibling.textContent),
  );
}

const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (linked?.matches('.row')) {
  linked.open = true;
  linked.scrollIntoView();
}

// On paper: the sections that are folded on screen, and the details only of what stands in the way.
let opened = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details.fold:not([open])')];
  for (const details of opened) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false;
});
