import akamai from '../../texts/ru/akamai.json' with { type: 'json' }
import akamaiError from '../../texts/ru/akamai-error.json' with { type: 'json' }
import alibabaCloudEdgeApi from '../../texts/ru/alibaba-cloud-edge-api.json' with { type: 'json' }
import alibabaCloudEdgeroutine from '../../texts/ru/alibaba-cloud-edgeroutine.json' with {
  type: 'json',
}
import amazonCloudfront from '../../texts/ru/amazon-cloudfront.json' with { type: 'json' }
import anthropicApi from '../../texts/ru/anthropic-api.json' with { type: 'json' }
import apache from '../../texts/ru/apache.json' with { type: 'json' }
import aspnetCore from '../../texts/ru/aspnet-core.json' with { type: 'json' }
import awsElb from '../../texts/ru/aws-elb.json' with { type: 'json' }
import azureFrontDoor from '../../texts/ru/azure-front-door.json' with { type: 'json' }
import caddy from '../../texts/ru/caddy.json' with { type: 'json' }
import chromiumNetErrors from '../../texts/ru/chromium-net-errors.json' with { type: 'json' }
import cloudFoundryGorouter from '../../texts/ru/cloud-foundry-gorouter.json' with { type: 'json' }
import cloudflare from '../../texts/ru/cloudflare.json' with { type: 'json' }
import cloudflare1xxx from '../../texts/ru/cloudflare-1xxx.json' with { type: 'json' }
import cloudflareListsApi from '../../texts/ru/cloudflare-lists-api.json' with { type: 'json' }
import convention from '../../texts/ru/convention.json' with { type: 'json' }
import cpanelBwLimited from '../../texts/ru/cpanel-bw-limited.json' with { type: 'json' }
import cpanelLve from '../../texts/ru/cpanel-lve.json' with { type: 'json' }
import curlExitCodes from '../../texts/ru/curl-exit-codes.json' with { type: 'json' }
import envoy from '../../texts/ru/envoy.json' with { type: 'json' }
import esri from '../../texts/ru/esri.json' with { type: 'json' }
import exchangeActivesync from '../../texts/ru/exchange-activesync.json' with { type: 'json' }
import exchangeOwa from '../../texts/ru/exchange-owa.json' with { type: 'json' }
import fastly from '../../texts/ru/fastly.json' with { type: 'json' }
import fastlyError from '../../texts/ru/fastly-error.json' with { type: 'json' }
import gcoreFastedge from '../../texts/ru/gcore-fastedge.json' with { type: 'json' }
import googleApis from '../../texts/ru/google-apis.json' with { type: 'json' }
import googleCloudLbLog from '../../texts/ru/google-cloud-lb-log.json' with { type: 'json' }
import googleCloudLoadBalancing from '../../texts/ru/google-cloud-load-balancing.json' with {
  type: 'json',
}
import googleGears from '../../texts/ru/google-gears.json' with { type: 'json' }
import haproxy from '../../texts/ru/haproxy.json' with { type: 'json' }
import haproxyLog from '../../texts/ru/haproxy-log.json' with { type: 'json' }
import heroku from '../../texts/ru/heroku.json' with { type: 'json' }
import iana from '../../texts/ru/iana.json' with { type: 'json' }
import iisSubstatus from '../../texts/ru/iis-substatus.json' with { type: 'json' }
import laravel from '../../texts/ru/laravel.json' with { type: 'json' }
import layer0Edgio from '../../texts/ru/layer0-edgio.json' with { type: 'json' }
import linkedin from '../../texts/ru/linkedin.json' with { type: 'json' }
import microsoft from '../../texts/ru/microsoft.json' with { type: 'json' }
import mitmproxy from '../../texts/ru/mitmproxy.json' with { type: 'json' }
import nginx from '../../texts/ru/nginx.json' with { type: 'json' }
import openstackSwift from '../../texts/ru/openstack-swift.json' with { type: 'json' }
import oracleSecureEnterpriseSearchCrawler from '../../texts/ru/oracle-secure-enterprise-search-crawler.json' with {
  type: 'json',
}
import pantheon from '../../texts/ru/pantheon.json' with { type: 'json' }
import proxyStatus from '../../texts/ru/proxy-status.json' with { type: 'json' }
import qualys from '../../texts/ru/qualys.json' with { type: 'json' }
import roundcube from '../../texts/ru/roundcube.json' with { type: 'json' }
import shopify from '../../texts/ru/shopify.json' with { type: 'json' }
import spring from '../../texts/ru/spring.json' with { type: 'json' }
import squid from '../../texts/ru/squid.json' with { type: 'json' }
import squidError from '../../texts/ru/squid-error.json' with { type: 'json' }
import squidLog from '../../texts/ru/squid-log.json' with { type: 'json' }
import tencentCloudCdn from '../../texts/ru/tencent-cloud-cdn.json' with { type: 'json' }
import tencentEdgeone from '../../texts/ru/tencent-edgeone.json' with { type: 'json' }
import tencentEdgeonePages from '../../texts/ru/tencent-edgeone-pages.json' with { type: 'json' }
import tornadoAsynchttpclient from '../../texts/ru/tornado-asynchttpclient.json' with {
  type: 'json',
}
import traefik from '../../texts/ru/traefik.json' with { type: 'json' }
import twitter from '../../texts/ru/twitter.json' with { type: 'json' }
import varnish from '../../texts/ru/varnish.json' with { type: 'json' }
import varnishError from '../../texts/ru/varnish-error.json' with { type: 'json' }
import vercel from '../../texts/ru/vercel.json' with { type: 'json' }
import warnCodes from '../../texts/ru/warn-codes.json' with { type: 'json' }
import { type Texts, textsFrom } from './texts.ts'
import { WORDS_RU } from './words-ru.ts'

export const RU: Texts = textsFrom(
  'ru',
  {
    akamai,
    'akamai-error': akamaiError,
    'alibaba-cloud-edge-api': alibabaCloudEdgeApi,
    'alibaba-cloud-edgeroutine': alibabaCloudEdgeroutine,
    'amazon-cloudfront': amazonCloudfront,
    'anthropic-api': anthropicApi,
    apache,
    'aspnet-core': aspnetCore,
    'aws-elb': awsElb,
    'azure-front-door': azureFrontDoor,
    caddy,
    'chromium-net-errors': chromiumNetErrors,
    'cloud-foundry-gorouter': cloudFoundryGorouter,
    cloudflare,
    'cloudflare-1xxx': cloudflare1xxx,
    'cloudflare-lists-api': cloudflareListsApi,
    convention,
    'cpanel-bw-limited': cpanelBwLimited,
    'cpanel-lve': cpanelLve,
    'curl-exit-codes': curlExitCodes,
    envoy,
    esri,
    'exchange-activesync': exchangeActivesync,
    'exchange-owa': exchangeOwa,
    fastly,
    'fastly-error': fastlyError,
    'gcore-fastedge': gcoreFastedge,
    'google-apis': googleApis,
    'google-cloud-lb-log': googleCloudLbLog,
    'google-cloud-load-balancing': googleCloudLoadBalancing,
    'google-gears': googleGears,
    haproxy,
    'haproxy-log': haproxyLog,
    heroku,
    iana,
    'iis-substatus': iisSubstatus,
    laravel,
    'layer0-edgio': layer0Edgio,
    linkedin,
    microsoft,
    mitmproxy,
    nginx,
    'openstack-swift': openstackSwift,
    'oracle-secure-enterprise-search-crawler': oracleSecureEnterpriseSearchCrawler,
    pantheon,
    'proxy-status': proxyStatus,
    qualys,
    roundcube,
    shopify,
    spring,
    squid,
    'squid-error': squidError,
    'squid-log': squidLog,
    'tencent-cloud-cdn': tencentCloudCdn,
    'tencent-edgeone': tencentEdgeone,
    'tencent-edgeone-pages': tencentEdgeonePages,
    'tornado-asynchttpclient': tornadoAsynchttpclient,
    traefik,
    twitter,
    varnish,
    'varnish-error': varnishError,
    vercel,
    'warn-codes': warnCodes,
  },
  WORDS_RU,
)

export type { FullText, RowText, Texts } from './texts.ts'
export { evidenceLine, type Words } from './words.ts'
/** The same under one name, for those who choose the language when running. */
export { RU as texts }
