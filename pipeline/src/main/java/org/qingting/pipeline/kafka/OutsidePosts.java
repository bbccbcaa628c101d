package org.qingting.pipeline.kafka;

import java.io.Serializable;
import java.time.Instant;
import org.qingting.ingest.intake.ImportReader;
import org.qingting.ingest.intake.Line;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;

/**
 * Posts of producers outside the house: the fields, the checks and the masking of an import. From
 * there on they are like crawled ones, so what does not concern police is dropped and nobody waits
 * for a receipt.
 */
final class OutsidePosts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Tells the masking that a source may be somebody's account; it is on no arrival. */
  private static final String BATCH = "outside";

  private final Anonymizer anonymizer;

  OutsidePosts(Anonymizer anonymizer) {
    this.anonymizer = anonymizer;
  }

  /**
   * Reads one post.
   *
   * @throws UnreadableException with a reason that quotes nothing of it
   */
  Arrival read(byte[] json, Channel channel, Instant now) throws UnreadableException {
    Line line = ImportReader.readJson(json);
    if (line instanceof Line.Rejected bad) {
      throw new UnreadableException(bad.reason());
    }
    Line.Accepted post = (Line.Accepted) line;
    try {
      Arrival masked =
          anonymizer.anonymize(post.post(), post.source(), channel, post.outerId(), now, BATCH);
      return Arrival.of(masked.post(), masked.person(), "");
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("no text is left of it");
    }
  }
}
