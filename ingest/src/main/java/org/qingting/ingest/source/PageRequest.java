package org.qingting.ingest.source;

import java.net.URI;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.fetch.Validators;
import org.qingting.ingest.parse.PageRole;

/**
 * A page to fetch for a source.
 *
 * @param detail the waiting detail it is for; null for a page of the list
 */
record PageRequest(
    String split, SourceSpec spec, PageRole role, URI url, Validators validators, Detail detail) {

  @Override
  public String toString() {
    return "PageRequest[" + spec.id() + ", " + role + "]";
  }
}
