package io.agencyswarm.model.provider;

import io.agencyswarm.model.http.RequestSecrets;
import io.agencyswarm.net.BaseUrl;
import io.vertx.core.http.RequestOptions;
import java.util.stream.Stream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests to AWS. */
record AwsRequestSigner(AwsCredentialsIdentity identity, String region) implements RequestSigner {

    private static final String SERVICE = "bedrock";

    @Override
    public void sign(RequestOptions request, String url, byte[] body) {
        BaseUrl address = BaseUrl.parse(url)
                .orElseThrow(() -> new IllegalArgumentException("the model's name is too long for an address"));
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol(address.scheme())
                .host(address.host())
                .port(address.port())
                .encodedPath(address.path());
        request.getHeaders().forEach(header -> unsigned.putHeader(header.getKey(), header.getValue()));
        AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(identity)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request()
                .forEachHeader((name, values) -> request.putHeader(name, values.getFirst()));
    }

    @Override
    public String redact(String text) {
        Stream<String> pair = Stream.of(identity.accessKeyId(), identity.secretAccessKey());
        Stream<String> all = identity instanceof AwsSessionCredentialsIdentity session
                ? Stream.concat(pair, Stream.of(session.sessionToken()))
                : pair;
        return RequestSecrets.redact(text, all.toList());
    }

    /** Contains no secrets. */
    @Override
    public String toString() {
        return "AwsRequestSigner[" + region + "]";
    }
}
