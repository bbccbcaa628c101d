package org.qingting.dashboards.kibana.source;

import java.util.List;

/** One dashboard, as its file describes it. */
record Board(
    String id,
    String title,
    String description,
    Span time,
    List<Control> controls,
    List<Panel> panels) {

  record Span(String from, String to) {}

  /** A filter above the panels. */
  record Control(String view, String field, String title, boolean single) {}

  /**
   * One panel.
   *
   * @param kind metric, bars, rows, area, lines, table, donut, tags; vega; links
   * @param at column, row, width and height on a grid of 48 columns
   * @param of the view that it reads
   * @param where which of its documents, in Kibana's query language; null for all
   * @param sorted the column that a table is sorted by, from 1; null for the first
   */
  record Panel(
      String kind,
      String title,
      List<Integer> at,
      String of,
      String where,
      List<Bucket> by,
      List<Column> columns,
      Marks marks,
      String spec,
      Goes goes,
      Integer sorted,
      boolean rising) {
    Panel {
      by = by == null ? List.of() : by;
      columns = columns == null ? List.of() : columns;
    }
  }

  /** What documents are grouped by: a time field or the values of another. */
  record Bucket(String time, String interval, String terms, int size, String name) {}

  /**
   * One figure; exactly one of the first ten says which.
   *
   * @param share documents for which this query holds, divided by those for which {@code of} does
   * @param at which percentile
   */
  record Column(
      boolean count,
      String sum,
      String unique,
      String median,
      String percentile,
      String max,
      String min,
      String last,
      String share,
      String of,
      int at,
      String where,
      String name,
      String color,
      String format) {}

  /** Flags over time, one a document. */
  record Marks(String view, String time, String label, List<String> fields) {}

  /** Another dashboard that a click leads to, with what was clicked as its filter. */
  record Goes(String to, String name, boolean time) {}
}
