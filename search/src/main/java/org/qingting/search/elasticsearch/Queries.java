package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.Collection;
import java.util.List;
import org.qingting.model.Channel;
import org.qingting.model.Tone;
import org.qingting.search.OpinionQuery;
import org.qingting.search.words.TypedWords;

/** Questions as Elasticsearch asks them: the words score, everything else only filters. */
final class Queries {
  private Queries() {}

  static Query of(OpinionQuery query, TypedWords words) {
    BoolQuery.Builder all = new BoolQuery.Builder();
    addWords(all, words);
    addAnyOf(all, "tone", query.tones().stream().map(Tone::id).toList());
    addAnyOf(all, "theme", query.themes());
    addAnyOf(all, "place", query.places());
    addAnyOf(all, "source", query.sources());
    addAnyOf(all, "channel", query.channels().stream().map(Channel::id).toList());
    addAnyOf(all, "incident", query.incidents());
    if (query.police()) {
      all.filter(f -> f.term(t -> t.field("police").value(true)));
    }
    if (!query.reposts()) {
      all.filter(f -> f.term(t -> t.field("original").value(true)));
    }
    if (query.from() != null || query.until() != null) {
      all.filter(times(query));
    }
    BoolQuery built = all.build();
    // Without words to match nothing would be scored, nor found.
    return built.must().isEmpty() && built.filter().isEmpty() && built.mustNot().isEmpty()
        ? Query.of(q -> q.matchAll(m -> m))
        : Query.of(q -> q.bool(built));
  }

  private static Query times(OpinionQuery query) {
    long from =
        query.from() == null ? -OpinionDocument.FARTHEST : OpinionDocument.millis(query.from());
    long until =
        query.until() == null ? OpinionDocument.FARTHEST : OpinionDocument.millis(query.until());
    return Query.of(
        q ->
            q.range(
                r ->
                    r.date(
                        d -> {
                          d.field("time").format("epoch_millis").gte(Long.toString(from));
                          return query.until() == null
                              ? d.lte(Long.toString(until))
                              : d.lt(Long.toString(until));
                        })));
  }

  private static void addAnyOf(BoolQuery.Builder all, String field, Collection<String> values) {
    if (!values.isEmpty()) {
      all.filter(terms(field, values));
    }
  }

  static Query terms(String field, Collection<String> values) {
    List<FieldValue> keys = values.stream().map(OpinionDocument::key).map(FieldValue::of).toList();
    return Query.of(q -> q.terms(t -> t.field(field).terms(v -> v.value(keys))));
  }

  private static void addWords(BoolQuery.Builder all, TypedWords words) {
    for (List<TypedWords.Word> clause : words.clauses()) {
      if (clause.size() == 1) {
        TypedWords.Word word = clause.get(0);
        if (word.negative()) {
          all.mustNot(word(word));
        } else {
          all.must(word(word));
        }
        continue;
      }
      BoolQuery.Builder any = new BoolQuery.Builder();
      for (TypedWords.Word word : clause) {
        any.should(
            word.negative() ? Query.of(q -> q.bool(b -> b.mustNot(word(word)))) : word(word));
      }
      BoolQuery built = any.minimumShouldMatch("1").build();
      all.must(m -> m.bool(built));
    }
  }

  private static Query word(TypedWords.Word word) {
    if (word.units().size() == 1) {
      String unit = word.units().get(0).term();
      return Query.of(q -> q.term(t -> t.field("units").value(OpinionDocument.whole(unit))));
    }
    StringBuilder phrase = new StringBuilder();
    int before = 0;
    for (TypedWords.Unit unit : word.units()) {
      if (phrase.length() > 0) {
        phrase.append(' ');
        if (unit.position() - before > 2) {
          phrase.append(OpinionDocument.APART).append(' ');
        }
      }
      phrase.append(unit.term());
      before = unit.position();
    }
    return Query.of(
        q -> q.matchPhrase(m -> m.field("units").query(OpinionDocument.whole(phrase.toString()))));
  }
}
