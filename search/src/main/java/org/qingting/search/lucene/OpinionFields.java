package org.qingting.search.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.qingting.model.Analysis;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;
import org.qingting.search.Facet;
import org.qingting.search.words.Units;

/**
 * An opinion as a Lucene document. {@link #ALL} lists every field there is; there is none about who
 * wrote a post, and none may be added. Not thread-safe: it reuses its token streams.
 */
final class OpinionFields {
  static final String ID = "id";

  /** Orders opinions of the same time: a hash of the id, for doc values. */
  static final String TIE = "tie";

  /** Title and text, as {@link Units}. */
  static final String TEXT = "text";

  /** Segmented words, once a document. */
  static final String WORDS = "words";

  /** Event time in milliseconds since 1970: points for ranges, doc values for order and counts. */
  static final String TIME = "time";

  /** Tone id as term, {@link #toneCode} as doc value. */
  static final String TONE = "tone";

  static final String SOURCE = "source";
  static final String CHANNEL = "channel";
  static final String THEME = "theme";
  static final String PLACE = "place";
  static final String KEYWORD = "keyword";
  static final String INCIDENT = "incident";
  static final String REPOST_OF = "repostOf";

  /** {@link #YES} where it repeats no other post. */
  static final String ORIGINAL = "original";

  /** {@link #YES} where it concerns police. */
  static final String POLICE = "police";

  /** The whole opinion, by {@link OpinionCodec}. */
  static final String STORED = "opinion";

  static final String YES = "1";

  /** Some ten thousand years in milliseconds: nothing can overflow when reckoning with times. */
  static final long FARTHEST = 300_000_000_000_000L;

  static final Set<String> ALL =
      Set.of(
          ID, TIE, TEXT, WORDS, TIME, TONE, SOURCE, CHANNEL, THEME, PLACE, KEYWORD, INCIDENT,
          REPOST_OF, ORIGINAL, POLICE, STORED);

  /** Keyword values are cut there, in the index as in queries: Lucene refuses very long terms. */
  private static final int LONGEST_KEY = 1000;

  private static final FieldType TEXT_TYPE = new FieldType();
  private static final FieldType WORDS_TYPE = new FieldType();

  static {
    TEXT_TYPE.setTokenized(true);
    TEXT_TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    TEXT_TYPE.freeze();
    WORDS_TYPE.setTokenized(true);
    WORDS_TYPE.setOmitNorms(true);
    WORDS_TYPE.setIndexOptions(IndexOptions.DOCS);
    WORDS_TYPE.freeze();
  }

  private final UnitStream units = new UnitStream();
  private final WordStream words = new WordStream();

  /** The term under which an opinion is replaced and found. */
  static Term idTerm(String id) {
    return new Term(ID, key(id));
  }

  /** Where a facet is counted. */
  static String field(Facet facet) {
    return switch (facet) {
      case THEME -> THEME;
      case PLACE -> PLACE;
      case SOURCE -> SOURCE;
      case CHANNEL -> CHANNEL;
      case KEYWORD -> KEYWORD;
    };
  }

  /** A tone in doc values; part of the stored format. */
  static int toneCode(Tone tone) {
    return switch (tone) {
      case NEGATIVE -> 0;
      case NEUTRAL -> 1;
      case POSITIVE -> 2;
    };
  }

  /** A keyword value as indexed. */
  static BytesRef key(String value) {
    return new BytesRef(value.length() <= LONGEST_KEY ? value : value.subSequence(0, LONGEST_KEY));
  }

  /** Milliseconds since 1970; what is absurdly far away counts as {@link #FARTHEST}. */
  static long millis(Instant instant) {
    long seconds = FARTHEST / 1000;
    if (Math.abs((double) instant.getEpochSecond()) >= seconds) {
      return instant.getEpochSecond() < 0 ? -FARTHEST : FARTHEST;
    }
    return instant.toEpochMilli();
  }

  /**
   * The document of an opinion, to be used before the next one is asked for.
   *
   * @throws IllegalArgumentException when the opinion lacks what it must have
   */
  Document document(Opinion opinion) throws IOException {
    check(opinion);
    Post post = opinion.post();
    Analysis analysis = opinion.analysis();
    Document document = new Document();
    document.add(new StringField(ID, key(post.id()), Field.Store.NO));
    document.add(new NumericDocValuesField(TIE, tie(post.id())));
    document.add(new Field(TEXT, units.of(post.fullText()), TEXT_TYPE));
    document.add(new Field(WORDS, words.of(analysis.words()), WORDS_TYPE));
    long time = millis(post.eventTime());
    document.add(new LongPoint(TIME, time));
    document.add(new NumericDocValuesField(TIME, time));
    document.add(new StringField(TONE, analysis.tone().id(), Field.Store.NO));
    document.add(new NumericDocValuesField(TONE, toneCode(analysis.tone())));
    addFacet(document, SOURCE, post.source());
    addFacet(document, CHANNEL, post.channel().id());
    addFacets(document, THEME, analysis.themes());
    addFacets(document, PLACE, analysis.places());
    for (String keyword : analysis.keywords()) {
      document.add(new SortedSetDocValuesField(KEYWORD, key(keyword)));
    }
    if (!opinion.incident().isEmpty()) {
      document.add(new StringField(INCIDENT, key(opinion.incident()), Field.Store.NO));
    }
    if (post.repostOf().isEmpty()) {
      document.add(new StringField(ORIGINAL, YES, Field.Store.NO));
    } else {
      document.add(new StringField(REPOST_OF, key(post.repostOf()), Field.Store.NO));
    }
    if (analysis.police()) {
      document.add(new StringField(POLICE, YES, Field.Store.NO));
    }
    document.add(new StoredField(STORED, OpinionCodec.encode(opinion)));
    return document;
  }

  private static void addFacets(Document document, String field, List<String> values) {
    for (String value : values) {
      addFacet(document, field, value);
    }
  }

  private static void addFacet(Document document, String field, String value) {
    BytesRef key = key(value);
    document.add(new StringField(field, key, Field.Store.NO));
    document.add(new SortedSetDocValuesField(field, key));
  }

  private static void check(Opinion opinion) {
    Post post = require(opinion.post(), "a post");
    require(opinion.analysis(), "an analysis");
    require(opinion.analysis().tone(), "a tone");
    require(post.id(), "an id");
    require(post.source(), "a source");
    require(post.channel(), "a channel");
    require(post.publishedAt(), "a time of publishing");
    require(post.fetchedAt(), "a time of fetching");
    require(post.text(), "a text");
    if (post.id().isEmpty() || post.id().length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "a post id has 1 to " + LONGEST_KEY + " characters, not " + post.id().length());
    }
  }

  private static <T> T require(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("an opinion needs " + name + " to be kept");
    }
    return value;
  }

  /** FNV-1a over the UTF-16 units, 64 bits. */
  private static long tie(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Takes the stored bytes of one document. */
  static final class StoredOpinion extends StoredFieldVisitor {
    private byte[] bytes;

    @Override
    public Status needsField(org.apache.lucene.index.FieldInfo info) {
      return info.name.equals(STORED) ? Status.YES : Status.NO;
    }

    @Override
    public void binaryField(org.apache.lucene.index.FieldInfo info, byte[] value) {
      bytes = value;
    }

    Opinion opinion() throws IOException {
      return OpinionCodec.decode(
          new BytesRef(Objects.requireNonNull(bytes, "document without an opinion")));
    }
  }
}
