/**
 * Tests of {@code deploy/k8s} that need neither a cluster nor kustomize: whether the names in it meet. That each object
 * has the right form is for {@code src/test/scripts/check-manifests.sh} to say.
 */
@NullMarked
package io.agencyswarm.deploy;

import org.jspecify.annotations.NullMarked;
