/**
 * What a press office may begin with after verification: drafts with every fact left blank, advice,
 * and what people ask. Pure: resources and what is passed in.
 *
 * <pre>{@code
 * List<Concern> asked = Concerns.standard().of(texts);   // "执法记录仪、监控视频是否公开？", 12 posts, 30 %
 * var facts = new DraftFacts(Outcome.PARTLY_TRUE, "force", "山前镇", began, 40, 3, asked);
 * List<Draft> offered = Drafts.standard().offer(facts);
 * Draft.unfilled(text);                                  // blanks that nobody filled: not to be published
 * }</pre>
 */
package org.qingting.alerts.drafts;
