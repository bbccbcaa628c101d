package org.qingting.search;

/** How hits are ordered. */
public enum Order {
  /** By event time, newest first. */
  NEWEST,
  /** By event time, oldest first. */
  OLDEST,
  /** By how well they match the words, best first; ties newest first. */
  RELEVANCE
}
