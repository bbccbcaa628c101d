package org.qingting.alerts.drafts;

/**
 * Something to begin a statement with; every fact in it is a blank that a person fills in.
 *
 * @param name what it is, such as 情况通报（部分属实）
 * @param title of the statement
 * @param body with blanks as {@code 【待填：……】}
 */
public record Draft(String name, String title, String body) {}
