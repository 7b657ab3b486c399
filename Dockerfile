# syntax-free on purpose: any builder that knows multi-stage builds and TARGETARCH takes it.
#
#   docker build --build-arg REGISTRY=<the registry that serves Microsoft's .NET images>/ --platform linux/amd64,linux/arm64 -t redis-operator:0.1.0 .
#
# `make image` builds the same program into an OCI archive without a container engine and without a base image.

# Where the two base images come from, with a slash at the end; a mirror of your own is as good. No default: it is your choice whom to trust.
ARG REGISTRY
ARG SDK=dotnet/sdk:10.0
# Chiseled: glibc, OpenSSL and certificates; no shell, no package manager, user 1654 (replaced below).
ARG BASE=dotnet/runtime-deps:10.0-noble-chiseled
# The same distribution, with its package manager.
ARG TOOLS=dotnet/runtime-deps:10.0-noble

# The compiler runs on the builder's own architecture, whatever is built.
FROM --platform=$BUILDPLATFORM ${REGISTRY}${SDK} AS build
ARG TARGETARCH
ARG REVISION=unknown
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
RUN rid=linux-$(echo "$TARGETARCH" | sed 's/amd64/x64/') \
 && dotnet publish src/Operator/Operator.csproj -c Release -r "$rid" --self-contained \
      -p:PublishTrimmed=true -p:PublishSingleFile=true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false \
      -p:SourceRevisionId="$REVISION" -o /published \
 && mkdir /out && install -m 0555 /published/redis-operator /out/redis-operator

# ip and arping with the libraries that they load, for 'redis-operator vip': the base has none of them, and no package manager.
FROM ${REGISTRY}${TOOLS} AS tools
RUN apt-get update && apt-get install --yes --no-install-recommends iproute2 iputils-arping \
 && mkdir -p /out/usr/bin \
 && for tool in ip arping; do \
      path=$(readlink -f "$(command -v $tool)") && install -m 0555 "$path" /out/usr/bin/ \
      && ldd "$path" | awk '/=> \//{ print $3 }' | grep -v -e '/libc\.so' -e '/ld-' | xargs -r -I{} sh -c 'mkdir -p "/out$(dirname "$(readlink -f {})")" && cp -n "$(readlink -f {})" "/out$(dirname "$(readlink -f {})")/$(basename {})"'; \
    done

FROM ${REGISTRY}${BASE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="redis-operator" \
      org.opencontainers.image.description="Keeps Redis replication groups alive: one master, its replicas, a Sentinel beside each, and an address that always leads to the living master" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.authors="The redis-operator authors"
COPY --from=tools /out/ /
COPY --from=build /out/ /app/
COPY LICENSE /usr/share/doc/redis-operator/copyright
# It writes nothing: run it with a read-only root. The diagnostics socket would need a writable /tmp.
ENV PATH=/app:/usr/bin:/bin DOTNET_EnableDiagnostics=0
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/app/redis-operator"]
