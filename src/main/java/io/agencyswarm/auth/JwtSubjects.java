package io.agencyswarm.auth;

import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import jakarta.inject.Singleton;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads the subject of a JSON Web Token. */
@Singleton
@IfLibrary(OptionalLibrary.JWT)
class JwtSubjects {

    /** Returns the subject, or null if the caller has no JSON Web Token. */
    @Nullable
    String of(Principal caller) {
        return caller instanceof JsonWebToken token ? token.getSubject() : null;
    }
}
