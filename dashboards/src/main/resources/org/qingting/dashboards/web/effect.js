// What followed a statement: the verdict, the figures behind it, and the curve they come from.
import * as charts from './charts.js';
import { el } from './dom.js';
import { number } from './format.js';
import { language, say } from './words.js';

function signed(share, digits = 0) {
  const value = Math.abs(100 * share).toFixed(digits);
  return `${Number(value) === 0 ? '' : share > 0 ? '+' : '−'}${value}`;
}

const change = ({ estimate, lower, upper }) => say('effectInterval', `${signed(estimate - 1)}%`, `${signed(lower - 1)}%`, `${signed(upper - 1)}%`);
const points = ({ estimate, lower, upper }) => say('effectPoints', signed(estimate, 1), signed(lower, 1), signed(upper, 1));

/** Shows the effect of a statement in an element, in place of what it held. */
export function show(node, effect) {
  drop(node);
  const chart = el('div', { class: 'chart trend', role: 'img', id: 'effect-chart' });
  node.replaceChildren(
    el('p', { class: 'chips' }, el('span', { class: `plain-chip effect-${effect.verdict}`, id: 'effect-verdict' }, say(`effect_${effect.verdict}`))),
    el('p', { id: 'effect-words' }, language() === 'en' ? effect.english : effect.chinese),
    chart,
    el('dl', { class: 'effect-figures' }, ...figures(effect).flatMap(([word, value]) => [el('dt', {}, word), el('dd', {}, value)])));
  charts.effect(chart, effect);
}

/** Lets go of the curve; for an element that will hold something else. */
export function drop(node) {
  const chart = node.querySelector('.chart');
  if (chart) {
    charts.drop(chart);
  }
}

function figures(effect) {
  const rows = [];
  if (effect.volume) {
    rows.push(
      [say('effectCritical', effect.lookedAtHours), say('effectAgainst', number(effect.criticalAfter), number(Math.round(effect.expectedAfter)))],
      [say('effectVolume'), change(effect.volume)]);
  } else {
    rows.push([say('effectCriticalBoth'), say('effectBoth', number(effect.criticalBefore), number(effect.criticalAfter))]);
  }
  if (effect.share) {
    rows.push([say('effectShare'), points(effect.share)]);
  }
  if (effect.vanished) {
    rows.push([say('effectVanished'), say('effectGone', number(effect.vanished.gone), number(effect.vanished.lookedFor))]);
  } else {
    rows.push([say('effectVanished'), say('effectNobodyLooked')]);
  }
  if (effect.vanished?.gone && effect.volumeHadNothingVanished) {
    rows.push([say('effectHadNoneVanished'), change(effect.volumeHadNothingVanished)]);
  }
  const { claimBefore, claimAfter, correctionBefore, correctionAfter } = effect;
  if (claimBefore + claimAfter + correctionBefore + correctionAfter > 0) {
    rows.push(
      [say('effectClaim'), say('effectBoth', number(claimBefore), number(claimAfter))],
      [say('effectCorrection'), say('effectBoth', number(correctionBefore), number(correctionAfter))]);
  }
  rows.push([say('effectSettled'), effect.settledHours === null ? say('effectOpen') : say('effectHours', effect.settledHours)]);
  return rows;
}
