/**
 * What people are told beside the cases: grave claims to be verified (重大线索), silence that is not
 * calm (监测中断), and that nothing was found, with the sources that were checked (零报告).
 *
 * <pre>{@code
 * Notices notices = new Notices(desk, casebook, ears, watched, began, zone);
 * notices.work(now);                                         // every half second, in one process
 * }</pre>
 */
package org.qingting.alerts.notices;
