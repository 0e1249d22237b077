import akamai from '../../texts/en/akamai.json' with { type: 'json' }
import akamaiError from '../../texts/en/akamai-error.json' with { type: 'json' }
import alibabaCloudEdgeApi from '../../texts/en/alibaba-cloud-edge-api.json' with { type: 'json' }
import alibabaCloudEdgeroutine from '../../texts/en/alibaba-cloud-edgeroutine.json' with {
  type: 'json',
}
import amazonCloudfront from '../../texts/en/amazon-cloudfront.json' with { type: 'json' }
import anthropicApi from '../../texts/en/anthropic-api.json' with { type: 'json' }
import apache from '../../texts/en/apache.json' with { type: 'json' }
import aspnetCore from '../../texts/en/aspnet-core.json' with { type: 'json' }
import awsElb from '../../texts/en/aws-elb.json' with { type: 'json' }
import azureFrontDoor from '../../texts/en/azure-front-door.json' with { type: 'json' }
import caddy from '../../texts/en/caddy.json' with { type: 'json' }
import chromiumNetErrors from '../../texts/en/chromium-net-errors.json' with { type: 'json' }
import cloudFoundryGorouter from '../../texts/en/cloud-foundry-gorouter.json' with { type: 'json' }
import cloudflare from '../../texts/en/cloudflare.json' with { type: 'json' }
import cloudflare1xxx from '../../texts/en/cloudflare-1xxx.json' with { type: 'json' }
import cloudflareListsApi from '../../texts/en/cloudflare-lists-api.json' with { type: 'json' }
import convention from '../../texts/en/convention.json' with { type: 'json' }
import cpanelBwLimited from '../../texts/en/cpanel-bw-limited.json' with { type: 'json' }
import cpanelLve from '../../texts/en/cpanel-lve.json' with { type: 'json' }
import curlExitCodes from '../../texts/en/curl-exit-codes.json' with { type: 'json' }
import envoy from '../../texts/en/envoy.json' with { type: 'json' }
import esri from '../../texts/en/esri.json' with { type: 'json' }
import exchangeActivesync from '../../texts/en/exchange-activesync.json' with { type: 'json' }
import exchangeOwa from '../../texts/en/exchange-owa.json' with { type: 'json' }
import fastly from '../../texts/en/fastly.json' with { type: 'json' }
import fastlyError from '../../texts/en/fastly-error.json' with { type: 'json' }
import gcoreFastedge from '../../texts/en/gcore-fastedge.json' with { type: 'json' }
import googleApis from '../../texts/en/google-apis.json' with { type: 'json' }
import googleCloudLbLog from '../../texts/en/google-cloud-lb-log.json' with { type: 'json' }
import googleCloudLoadBalancing from '../../texts/en/google-cloud-load-balancing.json' with {
  type: 'json',
}
import googleGears from '../../texts/en/google-gears.json' with { type: 'json' }
import haproxy from '../../texts/en/haproxy.json' with { type: 'json' }
import haproxyLog from '../../texts/en/haproxy-log.json' with { type: 'json' }
import heroku from '../../texts/en/heroku.json' with { type: 'json' }
import iana from '../../texts/en/iana.json' with { type: 'json' }
import iisSubstatus from '../../texts/en/iis-substatus.json' with { type: 'json' }
import laravel from '../../texts/en/laravel.json' with { type: 'json' }
import layer0Edgio from '../../texts/en/layer0-edgio.json' with { type: 'json' }
import linkedin from '../../texts/en/linkedin.json' with { type: 'json' }
import microsoft from '../../texts/en/microsoft.json' with { type: 'json' }
import mitmproxy from '../../texts/en/mitmproxy.json' with { type: 'json' }
import nginx from '../../texts/en/nginx.json' with { type: 'json' }
import openstackSwift from '../../texts/en/openstack-swift.json' with { type: 'json' }
import oracleSecureEnterpriseSearchCrawler from '../../texts/en/oracle-secure-enterprise-search-crawler.json' with {
  type: 'json',
}
import pantheon from '../../texts/en/pantheon.json' with { type: 'json' }
import proxyStatus from '../../texts/en/proxy-status.json' with { type: 'json' }
import qualys from '../../texts/en/qualys.json' with { type: 'json' }
import roundcube from '../../texts/en/roundcube.json' with { type: 'json' }
import shopify from '../../texts/en/shopify.json' with { type: 'json' }
import spring from '../../texts/en/spring.json' with { type: 'json' }
import squid from '../../texts/en/squid.json' with { type: 'json' }
import squidError from '../../texts/en/squid-error.json' with { type: 'json' }
import squidLog from '../../texts/en/squid-log.json' with { type: 'json' }
import tencentCloudCdn from '../../texts/en/tencent-cloud-cdn.json' with { type: 'json' }
import tencentEdgeone from '../../texts/en/tencent-edgeone.json' with { type: 'json' }
import tencentEdgeonePages from '../../texts/en/tencent-edgeone-pages.json' with { type: 'json' }
import tornadoAsynchttpclient from '../../texts/en/tornado-asynchttpclient.json' with {
  type: 'json',
}
import traefik from '../../texts/en/traefik.json' with { type: 'json' }
import twitter from '../../texts/en/twitter.json' with { type: 'json' }
import varnish from '../../texts/en/varnish.json' with { type: 'json' }
import varnishError from '../../texts/en/varnish-error.json' with { type: 'json' }
import vercel from '../../texts/en/vercel.json' with { type: 'json' }
import warnCodes from '../../texts/en/warn-codes.json' with { type: 'json' }
import { type Texts, textsFrom } from './texts.ts'
import { WORDS_EN } from './words-en.ts'

export const EN: Texts = textsFrom(
  'en',
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
  WORDS_EN,
)

export type { FullText, RowText, Texts } from './texts.ts'
export { evidenceLine, type Words } from './words.ts'
/** The same under one name, for those who choose the language when running. */
export { EN as texts }
