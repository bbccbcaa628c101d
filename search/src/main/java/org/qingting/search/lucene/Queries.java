package org.qingting.search.lucene;

import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.qingting.model.Channel;
import org.qingting.model.Tone;
import org.qingting.search.OpinionQuery;
import org.qingting.search.words.TypedWords;

/** Questions to the index as Lucene asks them: the words score, everything else only filters. */
final class Queries {
  private Queries() {}

  static Query of(OpinionQuery query, TypedWords words) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    addWords(all, words);
    addAnyOf(all, OpinionFields.TONE, query.tones().stream().map(Tone::id).toList());
    addAnyOf(all, OpinionFields.THEME, query.themes());
    addAnyOf(all, OpinionFields.PLACE, query.places());
    addAnyOf(all, OpinionFields.SOURCE, query.sources());
    addAnyOf(all, OpinionFields.CHANNEL, query.channels().stream().map(Channel::id).toList());
    addAnyOf(all, OpinionFields.INCIDENT, query.incidents());
    if (query.police()) {
      addAnyOf(all, OpinionFields.POLICE, List.of(OpinionFields.YES));
    }
    if (!query.reposts()) {
      addAnyOf(all, OpinionFields.ORIGINAL, List.of(OpinionFields.YES));
    }
    if (query.from() != null || query.until() != null) {
      all.add(times(query), Occur.FILTER);
    }
    BooleanQuery built = all.build();
    boolean onlyNegative =
        built.clauses().stream().allMatch(clause -> clause.getOccur() == Occur.MUST_NOT);
    return onlyNegative ? all.add(new MatchAllDocsQuery(), Occur.FILTER).build() : built;
  }

  private static Query times(OpinionQuery query) {
    long from = query.from() == null ? Long.MIN_VALUE : OpinionFields.millis(query.from());
    long until = query.until() == null ? Long.MAX_VALUE : OpinionFields.millis(query.until());
    long last = query.until() == null ? until : until - 1;
    if (from > last) {
      return new MatchNoDocsQuery("no time in between");
    }
    return new IndexOrDocValuesQuery(
        LongPoint.newRangeQuery(OpinionFields.TIME, from, last),
        NumericDocValuesField.newSlowRangeQuery(OpinionFields.TIME, from, last));
  }

  private static void addAnyOf(BooleanQuery.Builder all, String field, Collection<String> values) {
    if (values.size() == 1) {
      Term term = new Term(field, OpinionFields.key(values.iterator().next()));
      all.add(new TermQuery(term), Occur.FILTER);
    } else if (!values.isEmpty()) {
      all.add(
          new TermInSetQuery(field, values.stream().map(OpinionFields::key).toList()),
          Occur.FILTER);
    }
  }

  private static void addWords(BooleanQuery.Builder all, TypedWords words) {
    for (List<TypedWords.Word> clause : words.clauses()) {
      if (clause.size() == 1) {
        TypedWords.Word word = clause.get(0);
        all.add(word(word), word.negative() ? Occur.MUST_NOT : Occur.MUST);
        continue;
      }
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      for (TypedWords.Word word : clause) {
        any.add(word.negative() ? without(word) : word(word), Occur.SHOULD);
      }
      all.add(any.build(), Occur.MUST);
    }
  }

  private static Query without(TypedWords.Word word) {
    return new BooleanQuery.Builder()
        .add(new MatchAllDocsQuery(), Occur.FILTER)
        .add(word(word), Occur.MUST_NOT)
        .build();
  }

  private static Query word(TypedWords.Word word) {
    if (word.units().size() == 1) {
      return new TermQuery(new Term(OpinionFields.TEXT, word.units().get(0).term()));
    }
    PhraseQuery.Builder phrase = new PhraseQuery.Builder();
    for (TypedWords.Unit unit : word.units()) {
      phrase.add(new Term(OpinionFields.TEXT, unit.term()), unit.position());
    }
    return phrase.build();
  }
}
