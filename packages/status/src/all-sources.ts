import type { Source } from './row.ts'
import { akamai } from './sources/akamai.ts'
import { akamaiError } from './sources/akamai-error.ts'
import { alibabaCloudEdgeApi } from './sources/alibaba-cloud-edge-api.ts'
import { alibabaCloudEdgeroutine } from './sources/alibaba-cloud-edgeroutine.ts'
import { amazonCloudfront } from './sources/amazon-cloudfront.ts'
import { anthropicApi } from './sources/anthropic-api.ts'
import { apache } from './sources/apache.ts'
import { aspnetCore } from './sources/aspnet-core.ts'
import { awsElb } from './sources/aws-elb.ts'
import { azureFrontDoor } from './sources/azure-front-door.ts'
import { caddy } from './sources/caddy.ts'
import { chromiumNetErrors } from './sources/chromium-net-errors.ts'
import { cloudFoundryGorouter } from './sources/cloud-foundry-gorouter.ts'
import { cloudflare } from './sources/cloudflare.ts'
import { cloudflare1xxx } from './sources/cloudflare-1xxx.ts'
import { cloudflareListsApi } from './sources/cloudflare-lists-api.ts'
import { convention } from './sources/convention.ts'
import { cpanelBwLimited } from './sources/cpanel-bw-limited.ts'
import { cpanelLve } from './sources/cpanel-lve.ts'
import { curlExitCodes } from './sources/curl-exit-codes.ts'
import { envoy } from './sources/envoy.ts'
import { esri } from './sources/esri.ts'
import { exchangeActivesync } from './sources/exchange-activesync.ts'
import { exchangeOwa } from './sources/exchange-owa.ts'
import { fastly } from './sources/fastly.ts'
import { fastlyError } from './sources/fastly-error.ts'
import { gcoreFastedge } from './sources/gcore-fastedge.ts'
import { googleApis } from './sources/google-apis.ts'
import { googleCloudLbLog } from './sources/google-cloud-lb-log.ts'
import { googleCloudLoadBalancing } from './sources/google-cloud-load-balancing.ts'
import { googleGears } from './sources/google-gears.ts'
import { haproxy } from './sources/haproxy.ts'
import { haproxyLog } from './sources/haproxy-log.ts'
import { heroku } from './sources/heroku.ts'
import { iana } from './sources/iana.ts'
import { iisSubstatus } from './sources/iis-substatus.ts'
import { laravel } from './sources/laravel.ts'
import { layer0Edgio } from './sources/layer0-edgio.ts'
import { linkedin } from './sources/linkedin.ts'
import { microsoft } from './sources/microsoft.ts'
import { mitmproxy } from './sources/mitmproxy.ts'
import { nginx } from './sources/nginx.ts'
import { openstackSwift } from './sources/openstack-swift.ts'
import { oracleSecureEnterpriseSearchCrawler } from './sources/oracle-secure-enterprise-search-crawler.ts'
import { pantheon } from './sources/pantheon.ts'
import { proxyStatus } from './sources/proxy-status.ts'
import { qualys } from './sources/qualys.ts'
import { roundcube } from './sources/roundcube.ts'
import { shopify } from './sources/shopify.ts'
import { spring } from './sources/spring.ts'
import { squid } from './sources/squid.ts'
import { squidError } from './sources/squid-error.ts'
import { squidLog } from './sources/squid-log.ts'
import { tencentCloudCdn } from './sources/tencent-cloud-cdn.ts'
import { tencentEdgeone } from './sources/tencent-edgeone.ts'
import { tencentEdgeonePages } from './sources/tencent-edgeone-pages.ts'
import { tornadoAsynchttpclient } from './sources/tornado-asynchttpclient.ts'
import { traefik } from './sources/traefik.ts'
import { twitter } from './sources/twitter.ts'
import { varnish } from './sources/varnish.ts'
import { varnishError } from './sources/varnish-error.ts'
import { vercel } from './sources/vercel.ts'
import { warnCodes } from './sources/warn-codes.ts'

/**
 * Every source. The order decides between candidates for which nothing else speaks: the registry
 * first, then what is met often, at the end what hardly anybody meets.
 */
export const ALL_SOURCES: readonly Source[] = [
  iana,
  nginx,
  cloudflare,
  cloudflare1xxx,
  iisSubstatus,
  proxyStatus,
  squidError,
  squidLog,
  squid,
  awsElb,
  amazonCloudfront,
  apache,
  haproxy,
  haproxyLog,
  envoy,
  chromiumNetErrors,
  curlExitCodes,
  cpanelLve,
  cpanelBwLimited,
  laravel,
  exchangeOwa,
  exchangeActivesync,
  microsoft,
  pantheon,
  shopify,
  twitter,
  linkedin,
  esri,
  spring,
  aspnetCore,
  googleApis,
  googleCloudLoadBalancing,
  googleCloudLbLog,
  azureFrontDoor,
  vercel,
  heroku,
  akamai,
  akamaiError,
  fastly,
  fastlyError,
  varnish,
  varnishError,
  traefik,
  caddy,
  mitmproxy,
  cloudFoundryGorouter,
  openstackSwift,
  tencentEdgeone,
  tencentEdgeonePages,
  tencentCloudCdn,
  alibabaCloudEdgeApi,
  alibabaCloudEdgeroutine,
  gcoreFastedge,
  qualys,
  anthropicApi,
  layer0Edgio,
  convention,
  tornadoAsynchttpclient,
  roundcube,
  googleGears,
  warnCodes,
  cloudflareListsApi,
  oracleSecureEnterpriseSearchCrawler,
]
