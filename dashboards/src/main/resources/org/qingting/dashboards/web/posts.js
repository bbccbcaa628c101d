// Posts: in the list of the latest, and as evidence of an alert.
import { ask } from './api.js';
import { byId, el, marked, outward, setText, showList } from './dom.js';
import * as filters from './filters.js';
import { ago, full, number } from './format.js';
import { language, say, themeName } from './words.js';

const STEP = 20;
const MOST = 200;
const whole = new Map();
const seen = new Set();
let names = new Map();
let size = STEP;

/** Takes over the names of sources. */
export function nameSources(pairs) {
  names = new Map(pairs);
}

export const wanted = () => size;

/** Back to the first page, as for another search. */
export function restart() {
  size = STEP;
  whole.clear();
  seen.clear();
}

/** Binds the button for more. */
export function start(onMore) {
  byId('posts-more').addEventListener('click', () => {
    size = Math.min(MOST, size + STEP);
    onMore();
  });
}

/** Shows the latest posts. */
export function show(answer) {
  const list = byId('posts');
  setText(byId('latest'), say(filters.searching() ? 'found' : 'latest'));
  setText(byId('posts-note'), answer.total ? say('postsNote', number(answer.total)) : '');
  byId('posts-more').hidden = !answer.next || size >= MOST;
  if (answer.posts.length === 0) {
    list.replaceChildren(el('li', { class: 'empty' }, say('postsNone')));
    return;
  }
  const fresh = seen.size > 0;
  showList(list, answer.posts, ({ id }) => id, state, (post) => {
    const node = el('li', { class: fresh && !seen.has(post.id) ? 'fresh' : null }, article(post, true));
    seen.add(post.id);
    return node;
  });
}

const state = (post) => JSON.stringify([
  language(), names.get(post.source), ago(post.at), post.tone, post.reposts, post.titleMarks, post.text, post.textMarks,
  post.likes, post.comments, post.shares, post.views, whole.has(post.id),
]);

/** One post. */
export function article(post, unfoldable) {
  const text = whole.get(post.id);
  const title = post.title
    ? el('h3', {}, outward(post.url, {}, ...marked(post.title, post.titleMarks), post.url && el('span', { class: 'unseen' }, say('newTab'))))
    : null;
  const counts = ['likes', 'comments', 'shares', 'views']
    .filter((name) => post[name] > 0)
    .map((name) => el('span', {}, say(name, number(post[name]))));
  const body = el('p', { class: 'text' }, ...(text === undefined ? marked(post.text, post.textMarks) : [text]));
  if (post.textsHidden) {
    body.replaceChildren(el('span', { class: 'note' }, say('textsHidden')));
  }
  return el('article', { class: 'post' },
    el('p', { class: 'meta' },
      el('span', { class: `tone ${post.tone}` }, say(post.tone)),
      el('span', { class: 'source' }, names.get(post.source) ?? post.source),
      el('time', { datetime: post.at, title: full(post.at) }, ago(post.at)),
      post.channel !== 'online' && el('span', {}, say(`channel_${post.channel}`)),
      post.reposts > 0 && el('span', { class: 'reposts', title: say('repostsFull', number(post.reposts)) }, say('reposts', number(post.reposts)))),
    title,
    body,
    el('p', { class: 'under' },
      ...post.places.slice(0, 2).map((place) => el('span', { class: 'place' }, place)),
      ...post.themes.slice(0, 3).map((theme) => el('span', { class: 'tag' }, themeName(theme))),
      ...counts,
      unfoldable && post.cut && el('button', { type: 'button', class: 'link', 'data-focus': 'whole', onclick: () => unfold(post, body) }, say(text === undefined ? 'whole' : 'less')),
      !post.title && post.url && outward(post.url, { class: 'link' }, say('open'), el('span', { class: 'unseen' }, say('newTab')))));
}

async function unfold(post, body) {
  if (whole.has(post.id)) {
    whole.delete(post.id);
  } else {
    try {
      whole.set(post.id, (await ask(`posts/${encodeURIComponent(post.id)}`)).text);
    } catch {
      return; // The page says by itself when the console cannot be reached.
    }
  }
  const node = body.closest('li');
  const fresh = el('li', {}, article(post, true));
  fresh.dataset.key = node.dataset.key;
  fresh.dataset.state = state(post);
  node.replaceWith(fresh);
  fresh.querySelector('[data-focus="whole"]')?.focus({ preventScroll: true });
}
