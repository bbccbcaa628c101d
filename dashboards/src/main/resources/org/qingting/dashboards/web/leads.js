// Grave leads: what single posts claim and people are asked to verify. No alerts, no findings.
import { byId, el, showList } from './dom.js';
import { full, number, time } from './format.js';
import { article } from './posts.js';
import { language, say } from './words.js';

const RECENT = 7 * 24 * 3600000;

/** Shows the leads of the last days; without any the card is not there. */
export function show(leads, now) {
  const recent = leads.filter(({ at }) => Date.parse(now) - Date.parse(at) < RECENT);
  byId('leads-card').hidden = recent.length === 0;
  showList(byId('leads'), recent, ({ id }) => id, state, make);
}

const state = (lead) => JSON.stringify([lead.revision, lead.posts.length, language(), time(lead.at)]);

function make(lead) {
  const [first] = lead.posts;
  return el('li', { class: 'lead' },
    el('p', { class: 'lead-head' },
      el('span', { class: 'unverified' }, say('unverified')),
      el('span', { class: 'subject' }, [...lead.categories.map((category) => say(`lead_${category}`)), lead.place].join(' · ')),
      el('span', {}, say('leadCount', number(lead.count))),
      el('time', { class: 'since', datetime: lead.at, title: full(lead.at) }, time(lead.at))),
    first ? article(first, false) : el('p', { class: 'empty' }, say('evidenceGone')),
    lead.heldBack > 0 && el('p', { class: 'held-back' }, say('leadsHeldBack', number(lead.heldBack))));
}
