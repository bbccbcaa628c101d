package org.qingting.dashboards.kibana;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Why a TLS connection failed, and what to do. */
final class TlsTrouble {
  private TlsTrouble() {}

  static String of(SSLException e, KibanaSetup.Target target) {
    if (has(CertificateExpiredException.class, e)) {
      return "the server's certificate has expired: renew it";
    }
    if (has(CertificateNotYetValidException.class, e)) {
      return "the server's certificate is not valid yet: check the clocks of both machines";
    }
    if (has(CertPathBuilderException.class, e) || has(CertPathValidatorException.class, e)) {
      return target.ca() == null
          ? "nobody trusted signed the server's certificate: give the authority that did with"
              + " --ca FILE"
          : "the server's certificate is not signed by an authority of " + target.ca();
    }
    return has(CertificateException.class, e)
        ? "the server's certificate does not name this host: use the name that it does"
        : "the server does not seem to speak TLS: use http, or ask whoever runs it";
  }

  private static boolean has(Class<? extends Throwable> kind, Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
