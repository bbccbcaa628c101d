package org.qingting.dashboards.kibana.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The columns of one Lens layer. */
final class LensColumns {
  private static final String ALL = "___records___";

  private final Board.Panel panel;
  private final Mapping mapping;
  private final String timeField;
  private final ObjectNode columns = KibanaSource.JSON.createObjectNode();
  private final ArrayNode order = KibanaSource.JSON.createArrayNode();
  private final List<String> buckets = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();

  LensColumns(Board.Panel panel, Mapping mapping, String timeField) {
    this.panel = panel;
    this.mapping = mapping;
    this.timeField = timeField;
  }

  /** The layer as Lens keeps it. */
  ObjectNode layer() {
    for (Board.Bucket bucket : panel.by()) {
      buckets.add(add("by" + buckets.size(), bucket(bucket)));
    }
    for (Board.Column column : panel.columns()) {
      figure("figure" + figures.size(), column);
    }
    ObjectNode layer = KibanaSource.JSON.createObjectNode();
    layer.set("columns", columns);
    layer.set("columnOrder", order);
    layer.putObject("incompleteColumns");
    layer.put("sampling", 1);
    return layer;
  }

  List<String> buckets() {
    return buckets;
  }

  List<String> figures() {
    return figures;
  }

  private String add(String id, ObjectNode column) {
    columns.set(id, column);
    order.add(id);
    return id;
  }

  private ObjectNode bucket(Board.Bucket bucket) {
    if (bucket.time() != null) {
      ObjectNode column = column("时间", "date", "date_histogram", "interval", bucket.time());
      column.put("isBucketed", true);
      column
          .putObject("params")
          .put("interval", bucket.interval() == null ? "auto" : bucket.interval())
          .put("includeEmptyRows", true)
          .put("dropPartials", false);
      return column;
    }
    String type = mapping.type(bucket.terms());
    ObjectNode column = column(bucket.name(), type, "terms", "ordinal", bucket.terms());
    column.put("isBucketed", true);
    ObjectNode params = column.putObject("params").put("size", bucket.size());
    ranked(params);
    params.put("otherBucket", false).put("missingBucket", false);
    params.putObject("parentFormat").put("id", "terms");
    params.putArray("include");
    params.putArray("exclude");
    params.put("includeIsRegex", false).put("excludeIsRegex", false);
    return column;
  }

  /** Which values are the first: by the sorted column where it is a plain one, else by how many. */
  private void ranked(ObjectNode params) {
    int first = panel.sorted() == null ? 0 : panel.sorted() - 1;
    Board.Column by = panel.columns().get(first);
    boolean plain = by.where() == null && by.share() == null && by.last() == null;
    if (plain) {
      params.putObject("orderBy").put("type", "column").put("columnId", "figure" + first);
    } else {
      params.putObject("orderBy").put("type", "custom");
      params.set("orderAgg", count("条数", null));
    }
    params.put("orderDirection", plain && panel.rising() ? "asc" : "desc");
  }

  private void figure(String id, Board.Column figure) {
    if (figure.share() != null) {
      share(id, figure);
    } else {
      add(id, filtered(plain(figure), figure.where()));
    }
    figures.add(id);
  }

  private ObjectNode plain(Board.Column figure) {
    String name = name(figure);
    if (figure.count()) {
      return count(name, null);
    } else if (figure.sum() != null) {
      return column(name, "number", "sum", "ratio", figure.sum());
    } else if (figure.unique() != null) {
      return column(name, "number", "unique_count", "ratio", figure.unique());
    } else if (figure.median() != null) {
      return column(name, "number", "median", "ratio", figure.median());
    } else if (figure.max() != null) {
      return column(name, mapping.type(figure.max()), "max", "ratio", figure.max());
    } else if (figure.min() != null) {
      return column(name, mapping.type(figure.min()), "min", "ratio", figure.min());
    } else if (figure.percentile() != null) {
      ObjectNode column = column(name, "number", "percentile", "ratio", figure.percentile());
      column.putObject("params").put("percentile", figure.at());
      return column;
    }
    ObjectNode column =
        column(name, mapping.type(figure.last()), "last_value", "ordinal", figure.last());
    column.putObject("params").put("sortField", timeField).put("showArrayValues", false);
    return filtered(column, figure.last() + ": *");
  }

  /** A formula with the columns that it is computed of, as Lens's own editor writes them. */
  private void share(String id, Board.Column share) {
    String part = "count(kql='" + share.share() + "')";
    String whole = share.of() == null ? "count()" : "count(kql='" + share.of() + "')";
    String formula = part + " / " + whole;
    ObjectNode column = column(name(share), "number", "formula", "ratio", null);
    ObjectNode params = column.putObject("params");
    params.put("formula", formula).put("isFormulaBroken", false);
    ObjectNode format = params.putObject("format");
    format.put("id", share.format() == null ? "percent" : share.format());
    format.putObject("params").put("decimals", 1);
    column.putArray("references").add(id + "X2");
    add(id, column);
    add(id + "X0", count("Part of " + name(share), share.share()));
    add(id + "X1", count("Part of " + name(share), share.of()));
    ObjectNode math = column("Part of " + name(share), "number", "math", "ratio", null);
    ObjectNode tree = math.putObject("params").putObject("tinymathAst");
    tree.put("type", "function").put("name", "divide");
    tree.putArray("args").add(id + "X0").add(id + "X1");
    tree.putObject("location").put("min", 0).put("max", formula.length());
    tree.put("text", formula);
    math.putArray("references").add(id + "X0").add(id + "X1");
    add(id + "X2", math);
  }

  /** The only figure of a panel may be named by the panel. */
  private String name(Board.Column figure) {
    return figure.name() == null ? panel.title() : figure.name();
  }

  private static ObjectNode count(String name, String where) {
    ObjectNode column = column(name, "number", "count", "ratio", ALL);
    column.putObject("params").put("emptyAsNull", false);
    return filtered(column, where);
  }

  private static ObjectNode filtered(ObjectNode column, String where) {
    if (where != null) {
      column.putObject("filter").put("query", where).put("language", "kuery");
    }
    return column;
  }

  private static ObjectNode column(
      String name, String type, String operation, String scale, String field) {
    ObjectNode column = KibanaSource.JSON.createObjectNode();
    column.put("label", name).put("customLabel", true).put("dataType", type);
    column.put("operationType", operation).put("scale", scale).put("isBucketed", false);
    if (field != null) {
      column.put("sourceField", field);
    }
    return column;
  }
}
