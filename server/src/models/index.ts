/** All library models. One line per library; a new one is added here and in its own file, nowhere else. */
import type { LibraryModel } from './model';
import { algoliasearch } from './algoliasearch';
import { amqplib } from './amqplib';
import { argon2 } from './argon2';
import { astro } from './astro';
import { asyncLibrary } from './asyncLibrary';
import { awsLambda } from './awsLambda';
import { awsSdk } from './awsSdk';
import { awsSdkV2 } from './awsSdkV2';
import { axios } from './axios';
import { azure } from './azure';
import { azureFunctions } from './azureFunctions';
import { bcrypt } from './bcrypt';
import { betterSqlite3 } from './betterSqlite3';
import { bluebird } from './bluebird';
import { bottleneck } from './bottleneck';
import { bull } from './bull';
import { bullmq } from './bullmq';
import { clickhouse } from './clickhouse';
import { cloudFunctions } from './cloudFunctions';
import { d1 } from './d1';
import { dataloader } from './dataloader';
import { delay } from './delay';
import { drizzle } from './drizzle';
import { elasticsearch } from './elasticsearch';
import { elysia } from './elysia';
import { express } from './express';
import { fastify } from './fastify';
import { fetchPackages } from './fetchPackages';
import { firebaseWeb } from './firebaseWeb';
import { firestore } from './firestore';
import { fsExtra } from './fsExtra';
import { globals } from './globals';
import { googleCloud } from './googleCloud';
import { got } from './got';
import { graphqlJs } from './graphqlJs';
import { graphqlRequest } from './graphqlRequest';
import { graphqlServers } from './graphqlServers';
import { h3 } from './h3';
import { hono } from './hono';
import { ioredis } from './ioredis';
import { jobRunners } from './jobRunners';
import { jsonwebtoken } from './jsonwebtoken';
import { kafkajs } from './kafkajs';
import { knex } from './knex';
import { koa } from './koa';
import { koaRouter } from './koaRouter';
import { ky } from './ky';
import { kysely } from './kysely';
import { libsql } from './libsql';
import { lodash } from './lodash';
import { medusa } from './medusa';
import { memoizers } from './memoizers';
import { mikroorm } from './mikroorm';
import { mongodb } from './mongodb';
import { mongoose } from './mongoose';
import { mysql2 } from './mysql2';
import { nest } from './nest';
import { nestAxios } from './nestAxios';
import { nestGraphql } from './nestGraphql';
import { nestMessaging } from './nestMessaging';
import { next } from './next';
import { nextSafeAction } from './nextSafeAction';
import { nodeChildProcess } from './nodeChildProcess';
import { nodeCrypto } from './nodeCrypto';
import { nodeEvents } from './nodeEvents';
import { nodeFs } from './nodeFs';
import { nodeFsPromises } from './nodeFsPromises';
import { nodeHttp } from './nodeHttp';
import { nodemailer } from './nodemailer';
import { nodeReadline } from './nodeReadline';
import { nodeStream } from './nodeStream';
import { nodeTimers } from './nodeTimers';
import { nodeUtil } from './nodeUtil';
import { nodeWorkerThreads } from './nodeWorkerThreads';
import { nodeZlib } from './nodeZlib';
import { objection } from './objection';
import { octokit } from './octokit';
import { ofetch } from './ofetch';
import { openai } from './openai';
import { pg } from './pg';
import { pgPromise } from './pgPromise';
import { planetscale } from './planetscale';
import { pLimit } from './pLimit';
import { pMap } from './pMap';
import { postgres } from './postgres';
import { pQueue } from './pQueue';
import { prisma } from './prisma';
import { promisePool } from './promisePool';
import { pThrottle } from './pThrottle';
import { pyAioboto3 } from './pyAioboto3';
import { pyAiofiles } from './pyAiofiles';
import { pyAiohttp } from './pyAiohttp';
import { pyAiohttpWeb } from './pyAiohttpWeb';
import { pyAiomysql } from './pyAiomysql';
import { pyAiosmtplib } from './pyAiosmtplib';
import { pyAiosqlite } from './pyAiosqlite';
import { pyAnyio } from './pyAnyio';
import { pyArchives } from './pyArchives';
import { pyAsyncio } from './pyAsyncio';
import { pyAsyncpg } from './pyAsyncpg';
import { pyAwsLambda } from './pyAwsLambda';
import { pyAzure } from './pyAzure';
import { pyBoto3 } from './pyBoto3';
import { pyBuiltins } from './pyBuiltins';
import { pyChannels } from './pyChannels';
import { pyChatBots } from './pyChatBots';
import { pyCommands } from './pyCommands';
import { pyCompression } from './pyCompression';
import { pyConcurrent } from './pyConcurrent';
import { pyCsv } from './pyCsv';
import { pyDataloader } from './pyDataloader';
import { pyDjango } from './pyDjango';
import { pyDjangoAdmin } from './pyDjangoAdmin';
import { pyDjangoApps } from './pyDjangoApps';
import { pyDjangoCache } from './pyDjangoCache';
import { pyDjangoFeeds } from './pyDjangoFeeds';
import { pyDjangoMail } from './pyDjangoMail';
import { pyDjangoStorages } from './pyDjangoStorages';
import { pyDjangoViews } from './pyDjangoViews';
import { pyElasticsearch } from './pyElasticsearch';
import { pyFlask } from './pyFlask';
import { pyFlaskCaching } from './pyFlaskCaching';
import { pyFlaskSqlalchemy } from './pyFlaskSqlalchemy';
import { pyGevent } from './pyGevent';
import { pyGoogleApi } from './pyGoogleApi';
import { pyGoogleCloud } from './pyGoogleCloud';
import { pyGraphene } from './pyGraphene';
import { pyGspread } from './pyGspread';
import { pyHashlib } from './pyHashlib';
import { pyHttpClient } from './pyHttpClient';
import { pyHttpx } from './pyHttpx';
import { pyImportExport } from './pyImportExport';
import { pyIo } from './pyIo';
import { pyJson } from './pyJson';
import { pyMail } from './pyMail';
import { pyMemoizers } from './pyMemoizers';
import { pyMessaging } from './pyMessaging';
import { pyMongo } from './pyMongo';
import { pyMongoEngine } from './pyMongoEngine';
import { pyMysql } from './pyMysql';
import { pyNeo4j } from './pyNeo4j';
import { pyOpenai } from './pyOpenai';
import { pyOs } from './pyOs';
import { pyOsPath } from './pyOsPath';
import { pyPandas } from './pyPandas';
import { pyParamiko } from './pyParamiko';
import { pyPasswords } from './pyPasswords';
import { pyPathlib } from './pyPathlib';
import { pyPeewee } from './pyPeewee';
import { pyPillow } from './pyPillow';
import { pyPony } from './pyPony';
import { pyPsycopg } from './pyPsycopg';
import { pyRedis } from './pyRedis';
import { pyRedisAsyncio } from './pyRedisAsyncio';
import { pyRequests } from './pyRequests';
import { pyRestFramework } from './pyRestFramework';
import { pyRetry } from './pyRetry';
import { pyRouteDecorators } from './pyRouteDecorators';
import { pyShutil } from './pyShutil';
import { pySqlalchemy } from './pySqlalchemy';
import { pySqlite3 } from './pySqlite3';
import { pyStarlette } from './pyStarlette';
import { pyStrawberry } from './pyStrawberry';
import { pyStripe } from './pyStripe';
import { pySubprocess } from './pySubprocess';
import { pyTasks } from './pyTasks';
import { pyThreadBridges } from './pyThreadBridges';
import { pyTime } from './pyTime';
import { pyTornado } from './pyTornado';
import { pyTortoise } from './pyTortoise';
import { pyTwisted } from './pyTwisted';
import { pyUndeclaredDriver } from './pyUndeclaredDriver';
import { pyUrllib } from './pyUrllib';
import { pyUrllib3 } from './pyUrllib3';
import { react } from './react';
import { redis } from './redis';
import { remix } from './remix';
import { resend } from './resend';
import { retryHelpers } from './retryHelpers';
import { routeDecorators } from './routeDecorators';
import { schedulers } from './schedulers';
import { sendgrid } from './sendgrid';
import { sequelize } from './sequelize';
import { sharp } from './sharp';
import { slonik } from './slonik';
import { socketIo } from './socketIo';
import { sqlite3 } from './sqlite3';
import { stripe } from './stripe';
import { supabase } from './supabase';
import { superagent } from './superagent';
import { sveltekit } from './sveltekit';
import { trpc } from './trpc';
import { twilio } from './twilio';
import { typeorm } from './typeorm';
import { undici } from './undici';
import { upstashRedis } from './upstashRedis';
import { workerPools } from './workerPools';
import { ws } from './ws';

export const models: readonly LibraryModel[] = [
  algoliasearch,
  amqplib,
  argon2,
  astro,
  asyncLibrary,
  awsLambda,
  awsSdk,
  awsSdkV2,
  axios,
  azure,
  azureFunctions,
  bcrypt,
  betterSqlite3,
  bluebird,
  bottleneck,
  bull,
  bullmq,
  clickhouse,
  cloudFunctions,
  d1,
  dataloader,
  delay,
  drizzle,
  elasticsearch,
  elysia,
  express,
  fastify,
  fetchPackages,
  firebaseWeb,
  firestore,
  fsExtra,
  globals,
  googleCloud,
  got,
  graphqlJs,
  graphqlRequest,
  graphqlServers,
  h3,
  hono,
  ioredis,
  jobRunners,
  jsonwebtoken,
  kafkajs,
  knex,
  koa,
  koaRouter,
  ky,
  kysely,
  libsql,
  lodash,
  medusa,
  memoizers,
  mikroorm,
  mongodb,
  mongoose,
  mysql2,
  nest,
  nestAxios,
  nestGraphql,
  nestMessaging,
  next,
  nextSafeAction,
  nodeChildProcess,
  nodeCrypto,
  nodeEvents,
  nodeFs,
  nodeFsPromises,
  nodeHttp,
  nodemailer,
  nodeReadline,
  nodeStream,
  nodeTimers,
  nodeUtil,
  nodeWorkerThreads,
  nodeZlib,
  objection,
  octokit,
  ofetch,
  openai,
  pg,
  pgPromise,
  planetscale,
  pLimit,
  pMap,
  postgres,
  pQueue,
  prisma,
  promisePool,
  pThrottle,
  pyAioboto3,
  pyAiofiles,
  pyAiohttp,
  pyAiohttpWeb,
  pyAiomysql,
  pyAiosmtplib,
  pyAiosqlite,
  pyAnyio,
  pyArchives,
  pyAsyncio,
  pyAsyncpg,
  pyAwsLambda,
  pyAzure,
  pyBoto3,
  pyBuiltins,
  pyChannels,
  pyChatBots,
  pyCommands,
  pyCompression,
  pyConcurrent,
  pyCsv,
  pyDataloader,
  pyDjango,
  pyDjangoAdmin,
  pyDjangoApps,
  pyDjangoCache,
  pyDjangoFeeds,
  pyDjangoMail,
  pyDjangoStorages,
  pyDjangoViews,
  pyElasticsearch,
  pyFlask,
  pyFlaskCaching,
  pyFlaskSqlalchemy,
  pyGevent,
  pyGoogleApi,
  pyGoogleCloud,
  pyGraphene,
  pyGspread,
  pyHashlib,
  pyHttpClient,
  pyHttpx,
  pyImportExport,
  pyIo,
  pyJson,
  pyMail,
  pyMemoizers,
  pyMessaging,
  pyMongo,
  pyMongoEngine,
  pyMysql,
  pyNeo4j,
  pyOpenai,
  pyOs,
  pyOsPath,
  pyPandas,
  pyParamiko,
  pyPasswords,
  pyPathlib,
  pyPeewee,
  pyPillow,
  pyPony,
  pyPsycopg,
  pyRedis,
  pyRedisAsyncio,
  pyRequests,
  pyRestFramework,
  pyRetry,
  pyRouteDecorators,
  pyShutil,
  pySqlalchemy,
  pySqlite3,
  pyStarlette,
  pyStrawberry,
  pyStripe,
  pySubprocess,
  pyTasks,
  pyThreadBridges,
  pyTime,
  pyTornado,
  pyTortoise,
  pyTwisted,
  pyUndeclaredDriver,
  pyUrllib,
  pyUrllib3,
  react,
  redis,
  remix,
  resend,
  retryHelpers,
  routeDecorators,
  schedulers,
  sendgrid,
  sequelize,
  sharp,
  slonik,
  socketIo,
  sqlite3,
  stripe,
  supabase,
  superagent,
  sveltekit,
  trpc,
  twilio,
  typeorm,
  undici,
  upstashRedis,
  workerPools,
  ws,
];
