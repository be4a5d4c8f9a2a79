# The seed job of docker-compose.yml: `npm run seed` with what it needs of the repository, and the Bun that package.json
# names. Not run from a mounted node_modules, which may be that of another system.
FROM node:24-bookworm-slim
WORKDIR /project
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev \
  && npm install --global "bun@$(node -p 'require("./package.json").devDependencies.bun')" \
  && npm cache clean --force
COPY contract contract
COPY demo demo
COPY pkg pkg
COPY seed seed
COPY sql sql
USER node
ENTRYPOINT ["bun", "seed/main.ts"]
