// The headline figures, keywords, places and sources.
import { byId, el, setText, showList } from './dom.js';
import * as filters from './filters.js';
import { ago, full, number, percent } from './format.js';
import { language, say } from './words.js';

/** The headline. */
export function headline(overview) {
  const { posts, police, police24h, negative24h, alerts, alertsEnded, alertsWithdrawn, lastUpdate, trialEnds } = overview;
  const tiles = [
    ['posts', say('tilePosts'), number(posts), ''],
    ['police', say('tilePolice'), number(police), posts ? say('tilePoliceShare', percent(police, posts)) : ''],
    ['negative', say('tileNegative'), number(negative24h), police24h ? say('tileNegativeShare', percent(negative24h, police24h)) : ''],
    ['alerts', say('tileAlerts'), number(alerts), [
      trialEnds && say('tileTrial', full(trialEnds)),
      alertsEnded && say('tileAlertsEnded', number(alertsEnded)),
      alertsWithdrawn && say('tileAlertsWithdrawn', number(alertsWithdrawn)),
    ].filter(Boolean).join(say('comma'))],
    ['update', say('tileUpdate'), lastUpdate ? ago(lastUpdate) : '–', ''],
  ];
  showList(byId('tiles'), tiles, ([id]) => id, (tile) => tile.join('|'), ([id, name, value, more]) =>
    el('div', { class: `tile is-${id}${id === 'alerts' && alerts > 0 ? ' burning' : ''}`, title: id === 'update' && lastUpdate ? full(lastUpdate) : null },
      el('dt', {}, name),
      el('dd', {}, el('b', {}, value), more && el('span', {}, more))));
  const notice = language() === 'en' ? overview.noticeEnglish || overview.notice : overview.notice;
  byId('notice').hidden = !notice;
  setText(byId('notice'), notice);
  setText(byId('version'), overview.version ? say('version', overview.version) : '');
}

function nothing(list) {
  list.replaceChildren(el('li', { class: 'empty' }, say('empty')));
}

/** The more frequent, the larger; the more negative, the redder. */
export function keywords(values) {
  const list = byId('keywords');
  if (values.length === 0) {
    nothing(list);
    return;
  }
  const most = Math.max(...values.map(({ count }) => count));
  const least = Math.min(...values.map(({ count }) => count));
  const size = (count) => {
    const share = most === least ? 0.5 : Math.log(count / least) / Math.log(most / least);
    return 1 + Math.round(share * 4);
  };
  const mood = ({ count, negative }) => (negative * 2 >= count ? ' sour' : negative * 5 <= count ? ' calm' : '');
  showList(list, values, ({ value }) => value,
    (item) => [size(item.count), item.count, item.negative, language()].join('|'),
    (item) => el('li', {}, el('button', {
      type: 'button', class: `size${size(item.count)}${mood(item)}`, 'data-focus': 'word',
      title: say('keywordHint', number(item.count), percent(item.negative, item.count)),
      onclick: () => filters.set({ q: item.value }),
    }, item.value)));
}

/** Places as bars that choose the place. */
export function places(values) {
  const list = byId('places');
  if (values.length === 0) {
    nothing(list);
    return;
  }
  const most = Math.max(...values.map(({ count }) => count));
  const chosen = filters.chosen('place');
  showList(list, values, ({ value }) => value,
    (item) => [item.count, item.negative, most, chosen === item.value, language()].join('|'),
    ({ value, count, negative }) => {
      const sour = el('span', { class: 'part sour' });
      const rest = el('span', { class: 'part' });
      sour.style.width = `${(100 * negative) / most}%`;
      rest.style.width = `${(100 * (count - negative)) / most}%`;
      return el('li', {}, el('button', {
        type: 'button', 'aria-pressed': String(chosen === value), 'data-focus': 'place',
        onclick: () => filters.toggle('place', value),
      },
      el('span', { class: 'name' }, value),
      el('span', { class: 'track', 'aria-hidden': 'true' }, sour, rest),
      el('span', { class: 'count' }, `${number(count)} · ${percent(negative, count)}`),
      el('span', { class: 'unseen' }, say('negative'))));
    });
}

/** How the sources are doing. */
export function sources(values) {
  const list = byId('sources');
  const trouble = values.filter(({ state }) => state === 'gap' || state === 'retrying').length;
  setText(byId('sources-note'), values.length === 0 ? '' : trouble ? say('sourcesTrouble', trouble) : say('sourcesNote', values.length));
  byId('sources-note').classList.toggle('bad', trouble > 0);
  if (values.length === 0) {
    nothing(list);
    return;
  }
  const state = (source) => {
    const parts = [say(`state_${source.state}`)];
    if (source.failures > 0) {
      parts.push(say('sourceFailures', number(source.failures)));
    } else if (source.lastFetched) {
      parts.push(say('sourceFetched', ago(source.lastFetched)));
    }
    return parts.join(' · ');
  };
  const chosen = filters.chosen('source');
  showList(list, values, ({ source }) => source,
    (item) => [state(item), item.name, item.posts, item.negative, item.message, chosen === item.source].join('|'),
    (item) => el('li', {}, el('button', {
      type: 'button', 'aria-pressed': String(chosen === item.source), 'data-focus': 'source',
      onclick: () => filters.toggle('source', item.source),
    },
    el('span', { class: 'name' }, item.name),
    el('span', { class: 'count' }, say('items', number(item.posts))),
    el('span', { class: `state ${item.state}` }, state(item)),
    item.message && el('span', { class: 'message' }, item.message))));
}
