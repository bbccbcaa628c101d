package org.qingting.ingest.fetch;

/**
 * One HTTP answer, redirects not followed.
 *
 * @param code HTTP status
 * @param body decompressed body; empty unless the status is 200
 * @param location the Location header; {@code ""} for none
 * @param retryAfter the Retry-After header; {@code ""} for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying megabytes would be waste
record Answer(
    int code,
    byte[] body,
    String contentType,
    Validators validators,
    String location,
    String retryAfter) {

  boolean isRedirect() {
    return !location.isEmpty()
        && (code == 301 || code == 302 || code == 303 || code == 307 || code == 308);
  }
}
