/**
 * Tests of {@code deploy/k8s} that need neither a cluster nor kustomize: the names and limits.
 * {@code src/test/scripts/check-manifests.sh} checks the schema of each object.
 */
@NullMarked
package io.agencyswarm.deploy;

import org.jspecify.annotations.NullMarked;
