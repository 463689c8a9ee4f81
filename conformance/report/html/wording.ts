/** What the page says, in Vietnamese and English. */
import type { Actor, Bilingual, Capability, Level } from '../../regulations/record.ts';
import type { Verdict } from '../../runner/verdict.ts';

export const verdictWords: Readonly<Record<Verdict, Bilingual>> = {
  pass: { vi: 'Đạt', en: 'Pass' },
  fail: { vi: 'Không đạt', en: 'Fail' },
  warning: { vi: 'Cảnh báo', en: 'Warning' },
  'not-applicable': { vi: 'Không áp dụng', en: 'Not applicable' },
  'not-in-force': { vi: 'Không có hiệu lực', en: 'Not in force' },
  unsupported: { vi: 'Không hỗ trợ', en: 'Unsupported' },
  review: { vi: 'Chờ xác nhận', en: 'Awaits attestation' },
  'not-testable': { vi: 'Không thể kiểm thử', en: 'Not testable' },
  inconclusive: { vi: 'Chưa kết luận', en: 'Inconclusive' },
  error: { vi: 'Lỗi', en: 'Error' },
  attested: { vi: 'Được xác nhận', en: 'Attested' },
  pending: { vi: 'Chưa có phép thử', en: 'No test yet' },
  'not-claimed': { vi: 'Ngoài phạm vi', en: 'Not claimed' },
  'not-run': { vi: 'Chưa chạy', en: 'Not run' },
};

export const verdictMeanings: Readonly<Record<Verdict, Bilingual>> = {
  pass: {
    vi: 'Mọi trường hợp đã thử đều đáp ứng điều mà quy định yêu cầu.',
    en: 'Every case that was tried met what the article asks.',
  },
  fail: {
    vi: 'Có ít nhất một trường hợp không đáp ứng; trường hợp đó được lưu và có thể chạy lại.',
    en: 'At least one case did not; it is stored and can be run again.',
  },
  warning: {
    vi: 'Một khuyến nghị (không phải nghĩa vụ) không được đáp ứng.',
    en: 'A recommendation, not a duty, is not followed.',
  },
  'not-applicable': {
    vi: 'Phép thử cho biết yêu cầu không áp dụng cho sản phẩm này.',
    en: 'The check found that the requirement does not apply to this product.',
  },
  'not-in-force': {
    vi: 'Yêu cầu không có hiệu lực tại ngày tham chiếu.',
    en: 'The requirement is not in force on the reference date.',
  },
  unsupported: {
    vi: 'Sản phẩm trả lời rằng không có chức năng này.',
    en: 'The product says that it has no such function.',
  },
  review: {
    vi: 'Máy không kiểm thử được; cần người có trách nhiệm xác nhận bằng tài liệu.',
    en: 'No machine can test it; a responsible person has to attest it with a document.',
  },
  'not-testable': {
    vi: 'Không có cách kiểm thử hay xác nhận; lý do được nêu rõ. Không tính vào kết quả.',
    en: 'Neither testable nor attestable, for the reason given. Not part of the score.',
  },
  inconclusive: {
    vi: 'Phép thử không thể kết luận, ví dụ không có ai rút thiết bị ra.',
    en: 'The check could not decide, for instance because nobody removed the device.',
  },
  error: {
    vi: 'Phép thử hoặc sản phẩm gặp lỗi giữa chừng; không bao giờ được tính là đạt.',
    en: 'The check or the product broke on the way; never counted as a pass.',
  },
  attested: {
    vi: 'Người có tên dưới đây xác nhận bằng tài liệu.',
    en: 'A named person answers for it with a document.',
  },
  pending: {
    vi: 'Bộ kiểm thử chưa có phép thử cho yêu cầu này; chặn mọi phạm vi có chứa nó.',
    en: 'The suite has no test for it yet; this blocks every scope that holds it.',
  },
  'not-claimed': {
    vi: 'Nhà cung cấp không công bố văn bản hoặc chức năng này.',
    en: 'The vendor does not claim this text or capability.',
  },
  'not-run': {
    vi: 'Thuộc phạm vi nhưng lần chạy này không thực hiện.',
    en: 'In scope, but left out of this run.',
  },
};

export const capabilityWords: Readonly<Record<Capability, Bilingual>> = {
  token: { vi: 'Thiết bị lưu khóa bí mật', en: 'Token' },
  signer: { vi: 'Phần mềm ký số', en: 'Signer' },
  verifier: { vi: 'Phần mềm kiểm tra chữ ký', en: 'Verifier' },
  registry: { vi: 'Quản lý chứng thư', en: 'Certificate registry' },
  documents: { vi: 'Quản lý văn bản', en: 'Document system' },
  onestop: { vi: 'Một cửa', en: 'One-stop shop' },
  organisation: { vi: 'Tổ chức thực hiện', en: 'Organisation' },
};

export const levelWords: Readonly<Record<Level, Bilingual>> = {
  must: { vi: 'Bắt buộc', en: 'Must' },
  'must-not': { vi: 'Cấm', en: 'Must not' },
  should: { vi: 'Nên', en: 'Should' },
  may: { vi: 'Được phép', en: 'May' },
};

export const actorWords: Readonly<Record<Actor, Bilingual>> = {
  subscriber: { vi: 'Thuê bao', en: 'Subscriber' },
  'subscriber-manager': { vi: 'Người quản lý thuê bao', en: 'Subscriber manager' },
  'managing-agency': { vi: 'Cơ quan quản lý trực tiếp', en: 'Managing agency' },
  department: { vi: 'Sở', en: 'Department' },
  'government-ca': { vi: 'Tổ chức chứng thực của Ban Cơ yếu Chính phủ', en: 'Government CA' },
  'registration-authority': { vi: 'Cơ quan tiếp nhận yêu cầu chứng thực', en: 'Registration authority' },
  clerk: { vi: 'Văn thư', en: 'Clerk' },
  'authorised-signer': { vi: 'Người có thẩm quyền ký số', en: 'Authorised signer' },
  'delegated-signer': { vi: 'Người ký thay, ký thừa lệnh', en: 'Delegated signer' },
  'relying-party': { vi: 'Bên chấp nhận chữ ký số', en: 'Relying party' },
  agency: { vi: 'Cơ quan, tổ chức', en: 'Agency' },
  office: { vi: 'Văn phòng', en: 'Office' },
  'state-treasury': { vi: 'Kho bạc Nhà nước', en: 'State treasury' },
  chairman: { vi: 'Chủ tịch', en: 'Chairman' },
  everyone: { vi: 'Mọi người', en: 'Everyone' },
};

export const statusWords = {
  draft: { vi: 'dự thảo', en: 'draft' },
  'in-force': { vi: 'có hiệu lực', en: 'in force' },
  replaced: { vi: 'đã được thay thế', en: 'replaced' },
} satisfies Readonly<Record<string, Bilingual>>;

export const adapterWords = {
  stdio: { vi: 'qua đầu vào và đầu ra chuẩn (stdio)', en: 'stdio' },
  http: { vi: 'qua HTTP', en: 'http' },
  'in-process': { vi: 'trong cùng tiến trình', en: 'in-process' },
  none: { vi: 'không dùng', en: 'none' },
} satisfies Readonly<Record<string, Bilingual>>;

/** Sentences and labels of the page. */
export const text = {
  report: { vi: 'Báo cáo đánh giá sự phù hợp', en: 'Conformance report' },
  subtitle: {
    vi: 'Chữ ký số chuyên dùng công vụ',
    en: 'Digital signatures for public duty',
  },
  shortened: {
    vi: 'Lượt chạy rút gọn: số trường hợp thử ít hơn số mà các phép thử yêu cầu.',
    en: 'Shortened run: fewer cases were tried than the properties ask for.',
  },
  granted: { vi: 'Được cấp chứng nhận phù hợp', en: 'Certificate granted' },
  refused: { vi: 'Chưa được cấp chứng nhận', en: 'Certificate not granted' },
  partialRun: { vi: 'Kết quả một phần, không xét chứng nhận', en: 'Part of the scope, no certificate' },
  noStateCertificate: {
    vi: 'Kết quả kiểm thử; không phải giấy chứng nhận của cơ quan nhà nước.',
    en: 'A test result; not a certificate of a state authority.',
  },
  noStateCertificateDraft: {
    vi: 'Kết quả kiểm thử theo dự thảo quy chế; không phải giấy chứng nhận của cơ quan nhà nước.',
    en: 'A test result against a draft regulation; not a certificate of a state authority.',
  },
  draftNotInForce: {
    vi: 'dự thảo, chưa có hiệu lực; được kiểm thử như thể đã có hiệu lực',
    en: 'a draft, not in force; tried as if it were',
  },
  requiredDone: {
    vi: 'yêu cầu bắt buộc đạt hoặc được xác nhận',
    en: 'required rows passed or attested',
  },
  askedDone: {
    vi: 'yêu cầu bắt buộc được chọn chạy đạt hoặc được xác nhận',
    en: 'required rows asked for passed or attested',
  },
  notRun: { vi: 'yêu cầu bắt buộc chưa chạy', en: 'required rows not run' },
  grantedWhy: {
    vi: 'Mọi yêu cầu bắt buộc trong phạm vi đều đạt hoặc được xác nhận.',
    en: 'Every required row of the scope passes or is attested.',
  },
  refusedWhy: {
    vi: 'yêu cầu bắt buộc chưa được chứng minh là đạt.',
    en: 'required rows are not shown to pass.',
  },
  partial: {
    vi: 'Lần chạy này chỉ thực hiện một phần của phạm vi, nên không cấp chứng nhận.',
    en: 'This run covered only a part of the scope, so no certificate is given.',
  },
  wasInterrupted: {
    vi: 'Lần chạy bị ngắt giữa chừng.',
    en: 'The run was interrupted.',
  },
  nothingProved: {
    vi: 'Không có yêu cầu bắt buộc nào được máy kiểm thử đạt.',
    en: 'No required row was passed by machine.',
  },
  scope: { vi: 'Phạm vi', en: 'Scope' },
  textsLabel: { vi: 'Văn bản', en: 'Texts' },
  capabilities: { vi: 'Chức năng', en: 'Capabilities' },
  referenceDate: { vi: 'Ngày tham chiếu', en: 'Reference date' },
  vendor: { vi: 'Nhà cung cấp', en: 'Vendor' },
  version: { vi: 'Phiên bản', en: 'Version' },
  manufacturer: { vi: 'Nhà sản xuất', en: 'Manufacturer' },
  model: { vi: 'Kiểu thiết bị', en: 'Model' },
  serial: { vi: 'Số sê-ri', en: 'Serial number' },
  retryLimit: { vi: 'Số lần nhập sai mật khẩu thì khóa', en: 'Wrong PINs that lock the token' },
  retryLimitDeclared: { vi: 'nhà cung cấp khai báo', en: 'declared by the vendor' },
  retryLimitDefault: {
    vi: 'giá trị mặc định của bộ kiểm thử; nhà cung cấp không khai báo',
    en: 'default of the suite; the vendor declared none',
  },
  byPeople: { vi: 'Không do máy kết luận', en: 'Not decided by machine' },
  byPeopleWhy: {
    vi: 'Hiển thị trước kết quả: phần này dựa vào lời xác nhận của người có trách nhiệm, hoặc không thể kiểm thử.',
    en: 'Shown before the score: these rest on what a responsible person says, or cannot be tested at all.',
  },
  score: { vi: 'Kết quả do máy kiểm thử', en: 'Score by machine' },
  requiredPassed: { vi: 'Yêu cầu bắt buộc đạt', en: 'Required rows passed' },
  of: { vi: 'trên', en: 'of' },
  blocking: { vi: 'Yêu cầu chặn chứng nhận', en: 'Rows in the way' },
  byArticle: { vi: 'Tổng hợp theo điều', en: 'Summary by article' },
  article: { vi: 'Điều', en: 'Article' },
  rows: { vi: 'Yêu cầu', en: 'Rows' },
  blockingRows: { vi: 'Các yêu cầu chưa đạt, cản trở việc cấp chứng nhận', en: 'What stands in the way' },
  noBlockingRows: { vi: 'Không có.', en: 'Nothing.' },
  allRows: { vi: 'Toàn bộ yêu cầu trong phạm vi', en: 'All rows of the scope' },
  filter: { vi: 'Lọc theo kết quả', en: 'Filter by state' },
  search: { vi: 'Tìm trong yêu cầu', en: 'Search the rows' },
  all: { vi: 'Tất cả', en: 'All' },
  noneLeft: { vi: 'Không có yêu cầu nào khớp.', en: 'No row matches.' },
  asks: { vi: 'Quy định yêu cầu', en: 'The article asks' },
  sent: { vi: 'Dữ liệu đã gửi', en: 'Sent' },
  expected: { vi: 'Kết quả mong đợi', en: 'Expected' },
  seen: { vi: 'Kết quả nhận được', en: 'Seen' },
  technical: { vi: 'Chi tiết kỹ thuật', en: 'Technical detail' },
  reason: { vi: 'Mã lý do', en: 'Reason' },
  counterexample: { vi: 'Trường hợp nhỏ nhất tìm được', en: 'Smallest case found' },
  replay: { vi: 'Chạy lại', en: 'Run again' },
  copy: { vi: 'Sao chép', en: 'Copy' },
  evidence: { vi: 'Bằng chứng', en: 'Evidence' },
  levelReason: { vi: 'Vì sao hiểu ở mức độ này', en: 'Why read at this level' },
  borrows: { vi: 'Quy định được dẫn chiếu', en: 'Borrowed from' },
  referringTo: { vi: 'dẫn chiếu', en: 'referring to' },
  textUnknown: { vi: 'chưa có toàn văn', en: 'full text not at hand' },
  unreadText: {
    vi: 'yêu cầu bắt buộc dựa vào quy định dẫn chiếu mà nhóm làm bộ kiểm thử chưa có toàn văn.',
    en: 'required rows rest on borrowed texts that the authors of the suite could not read in full.',
  },
  doubts: { vi: 'Điểm còn cân nhắc khi đọc văn bản', en: 'Doubts about our reading' },
  casesPassed: { vi: 'trường hợp đạt', en: 'cases passed' },
  casesNotApplicable: { vi: 'không áp dụng', en: 'not applicable' },
  attestedBy: { vi: 'Người xác nhận', en: 'Attested by' },
  document: { vi: 'Tài liệu', en: 'Document' },
  date: { vi: 'Ngày', en: 'Date' },
  notClaimed: { vi: 'Ngoài phạm vi công bố', en: 'Not claimed' },
  notClaimedWhy: {
    vi: 'Các yêu cầu dưới đây thuộc văn bản hoặc chức năng mà nhà cung cấp không công bố. Báo cáo này không nói gì về chúng.',
    en: 'These belong to texts or capabilities that the vendor does not claim. This report says nothing about them.',
  },
  certificate: { vi: 'Chứng nhận phù hợp', en: 'Certificate of conformance' },
  certificateSays: {
    vi: 'Bộ kiểm thử congvu chứng nhận rằng sản phẩm nêu trên, tại phiên bản và phạm vi nêu trên, đáp ứng mọi yêu cầu bắt buộc đã được kiểm thử hoặc xác nhận.',
    en: 'The congvu suite certifies that the product named above, in the version and scope named above, meets every required row, tested or attested.',
  },
  certificateLimits: {
    vi: 'Chứng nhận này do phần mềm kiểm thử cấp, không thay thế quyết định của cơ quan nhà nước có thẩm quyền.',
    en: 'It is given by a test suite and replaces no decision of a competent state authority.',
  },
  certificateFile: { vi: 'Tệp chứng nhận', en: 'Certificate file' },
  environment: { vi: 'Môi trường và khả năng tái lập', en: 'Environment and reproducibility' },
  started: { vi: 'Bắt đầu', en: 'Started' },
  ended: { vi: 'Kết thúc', en: 'Ended' },
  runs: { vi: 'Số trường hợp thử cho mỗi yêu cầu (--runs)', en: 'Cases tried for each requirement (--runs)' },
  seed: { vi: 'Giá trị khởi tạo ngẫu nhiên (seed)', en: 'Seed' },
  machine: { vi: 'Máy', en: 'Machine' },
  system: { vi: 'Hệ điều hành', en: 'System' },
  command: { vi: 'Lệnh chạy lại toàn bộ', en: 'Command for the whole run' },
  adapter: { vi: 'Cách kết nối', en: 'Adapter' },
  token: { vi: 'Thiết bị', en: 'Token' },
  files: { vi: 'Tệp kèm theo', en: 'Files' },
  legend: { vi: 'Ý nghĩa các kết quả', en: 'What the states mean' },
  level: { vi: 'Mức độ', en: 'Level' },
  actor: { vi: 'Chủ thể', en: 'Who must act' },
  capability: { vi: 'Chức năng', en: 'Capability' },
  contents: { vi: 'Mục lục', en: 'Contents' },
  required: { vi: 'bắt buộc', en: 'required' },
  why: { vi: 'Vì sao', en: 'Why' },
} satisfies Readonly<Record<string, Bilingual>>;
