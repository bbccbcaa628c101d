package org.qingting.pipeline.demo;

import java.nio.charset.Charset;
import java.util.Optional;

/** The pages of one site; pure. */
interface SitePages {

  /**
   * A page before it is encoded.
   *
   * @param type Content-Type header
   */
  record Body(String type, String text) {}

  /** How pages are encoded. */
  Charset charset();

  /** Path prefix that robots.txt disallows, and that pages link to all the same. */
  String forbidden();

  /**
   * Renders a page; empty where there is none.
   *
   * @param path decoded path
   * @param base scheme and host of the site
   */
  Optional<Body> page(String path, Visible visible, String base);

  /** Path (with the fragment, for a floor) under which a post is found. */
  String address(DemoPost post, Visible visible);
}
