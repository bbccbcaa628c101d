/**
 * A small job whose right result is known, for tests of the cluster. A jar with these classes alone
 * is what the tests submit.
 */
package org.qingting.acceptance.cluster.job;
