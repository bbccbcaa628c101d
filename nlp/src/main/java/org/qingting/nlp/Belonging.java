package org.qingting.nlp;

/** Whether a place lies in an office's area. */
public enum Belonging {
  /** It is one of the office's own names, or lies in its divisions. */
  OURS,
  /** It is a county, city or province that has no part in them. */
  ELSEWHERE,
  /** Its name is not known, is borne by several, or it holds the office's area and more. */
  UNKNOWN
}
